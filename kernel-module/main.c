// SPDX-License-Identifier: GPL-2.0-only
/*
 * Standing plans for Multipath TCP: opens the subflows that a controller has planned, without user
 * space. See README.md for what it is, include/uapi/linux/mptcp_crosslayer.h for how to talk to it.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <net/genetlink.h>
#include <net/net_namespace.h>
#include <net/netns/generic.h>

#include "family.h"
#include "net.h"
#include "notify.h"
#include "pm.h"

unsigned int mcl_max_plans = 65536;
module_param_named(max_plans, mcl_max_plans, uint, 0444);
MODULE_PARM_DESC(max_plans, "most plans that a network namespace may be set to have");

unsigned int mcl_max_memory = 256 << 20;
module_param_named(max_memory, mcl_max_memory, uint, 0444);
MODULE_PARM_DESC(max_memory, "most bytes of plans that a network namespace may be set to have");

/* Room for some thousand events that wait: a burst is served late, but completely. */
unsigned int mcl_event_buffer = 4 << 20;
module_param_named(event_buffer, mcl_event_buffer, uint, 0644);
MODULE_PARM_DESC(event_buffer, "bytes of events that may wait in a network namespace; for those that start to listen");

/* What a namespace starts with. The agent gives address ids from 1 upwards. */
#define MCL_DEFAULT_PLANS	4096
#define MCL_DEFAULT_MEMORY	(32 << 20)
#define MCL_DEFAULT_FIRST_ID	192
#define MCL_DEFAULT_LAST_ID	255
#define MCL_DEFAULT_ATTEMPTS	16

struct workqueue_struct *mcl_wq;
bool mcl_unloading;
static unsigned int mcl_net_id;

struct mcl_net *mcl_net_of(struct net *net)
{
	return net_generic(net, mcl_net_id);
}

static void mcl_tell_expired(struct mcl_net *mn, u32 id)
{
	struct mcl_event event = { .command = MPTCP_CL_EVENT_EXPIRED, .plan_id = id };

	atomic64_inc(&mn->stats.counters[MPTCP_CL_STATS_EXPIRED]);
	mcl_notify(mn, &event);
}

/* Plans whose time is over match no more; this gives their memory back and tells. */
static void mcl_expiry_work(struct work_struct *work)
{
	struct mcl_net *mn = container_of(to_delayed_work(work), struct mcl_net, expiry);
	struct mcl_change change;

	mutex_lock(&mn->lock);
	if (mcl_change_begin(&change, mn, NULL))
		goto again;
	mcl_change_expire(&change, get_jiffies_64(), mcl_tell_expired);
	if (!mcl_change_commit(&change))
		goto unlock;
again:
	mod_delayed_work(mcl_wq, &mn->expiry, HZ);
unlock:
	mutex_unlock(&mn->lock);
}

static int __net_init mcl_net_init(struct net *net)
{
	struct mcl_net *mn = mcl_net_of(net);

	mn->net = net;
	mutex_init(&mn->lock);
	mn->settings = (struct mcl_settings){
		.max_plans = min_t(u32, MCL_DEFAULT_PLANS, mcl_max_plans),
		.max_memory = min_t(u32, MCL_DEFAULT_MEMORY, mcl_max_memory),
		.first_address_id = MCL_DEFAULT_FIRST_ID,
		.last_address_id = MCL_DEFAULT_LAST_ID,
		.max_attempts = MCL_DEFAULT_ATTEMPTS,
	};
	INIT_DELAYED_WORK(&mn->expiry, mcl_expiry_work);
	mcl_listener_init(mn);
	return 0;
}

/* Nobody in the namespace can ask any more. */
static void __net_exit mcl_net_exit(struct net *net)
{
	struct mcl_net *mn = mcl_net_of(net);

	cancel_delayed_work_sync(&mn->expiry);
	mcl_listener_end(mn);
	mcl_table_free(mn);
}

static struct pernet_operations mcl_net_ops = {
	.init	= mcl_net_init,
	.exit	= mcl_net_exit,
	.id	= &mcl_net_id,
	.size	= sizeof(struct mcl_net),
};

static int __init mcl_init(void)
{
	int err;

	err = mcl_pm_resolve();
	if (err) {
		pr_err("mptcp_crosslayer: this kernel has no user-space MPTCP path manager (error %d)\n",
		       err);
		return err;
	}
	mcl_wq = alloc_workqueue("mptcp_crosslayer", WQ_UNBOUND | WQ_HIGHPRI, 0);
	if (!mcl_wq)
		return -ENOMEM;
	err = register_pernet_subsys(&mcl_net_ops);
	if (err)
		goto destroy_workqueue;
	err = genl_register_family(&mcl_family);
	if (err)
		goto unregister_pernet;
	return 0;

unregister_pernet:
	unregister_pernet_subsys(&mcl_net_ops);
destroy_workqueue:
	destroy_workqueue(mcl_wq);
	return err;
}

static void __exit mcl_exit(void)
{
	WRITE_ONCE(mcl_unloading, true);
	flush_workqueue(mcl_wq);	/* nobody sends events from here on */
	genl_unregister_family(&mcl_family);
	unregister_pernet_subsys(&mcl_net_ops);
	destroy_workqueue(mcl_wq);
}

module_init(mcl_init);
module_exit(mcl_exit);
MODULE_DESCRIPTION("Standing plans for the subflows of Multipath TCP connections");
MODULE_AUTHOR("The Crosslayer developers");
MODULE_LICENSE("GPL");
MODULE_ALIAS_GENL_FAMILY(MPTCP_CL_NAME);
