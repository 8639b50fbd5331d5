/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _MCL_NET_H
#define _MCL_NET_H

#include <linux/mutex.h>
#include <linux/workqueue.h>
#include <net/net_namespace.h>

#include "listener.h"
#include "stats.h"
#include "table.h"

/* Changed under the namespace's lock; single ones are read without it, by READ_ONCE(). */
struct mcl_settings {
	u32 max_plans;
	u32 max_memory;
	u8 first_address_id;
	u8 last_address_id;
	u8 max_attempts;
	u8 accept_joins;
};

/*
 * What the module keeps for a network namespace.
 *
 * Two contexts: netlink requests and expiry change the table and the settings under @lock; the
 * worker alone (@listener.work) hears events, acts and owns @listener. A request never waits for
 * the worker: it is called with generic netlink's lock held, which the worker's own requests to
 * the path manager need.
 */
struct mcl_net {
	struct net *net;
	struct mutex lock;			/* table and settings */
	struct mcl_table __rcu *table;		/* NULL: no plan was ever made */
	struct mcl_settings settings;
	struct mcl_net_stats stats;
	struct delayed_work expiry;
	struct mcl_listener listener;
};

extern unsigned int mcl_max_plans;
extern unsigned int mcl_max_memory;
extern unsigned int mcl_event_buffer;

struct mcl_net *mcl_net_of(struct net *net);

#endif /* _MCL_NET_H */
