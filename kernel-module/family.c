// SPDX-License-Identifier: GPL-2.0-only
/* The generic netlink family: what user space asks. The attributes are in the uapi header. */
#include <linux/module.h>
#include <net/genetlink.h>
#include <net/sock.h>

#include "compat.h"
#include "family.h"
#include "net.h"
#include "parse.h"
#include "settings.h"

/* Everything in an answer about a plan but its arrays, which are counted in its memory. */
#define MCL_PLAN_ROOM	1024

static const struct nla_policy mcl_op_policy[MPTCP_CL_OP_MAX + 1] = {
	[MPTCP_CL_OP_TYPE]	= { .type = NLA_U8 },
	[MPTCP_CL_OP_PLAN]	= NLA_POLICY_NESTED(mcl_plan_policy),
	[MPTCP_CL_OP_PLAN_ID]	= { .type = NLA_U32 },
};

static const struct nla_policy mcl_change_policy[MPTCP_CL_A_PLAN + 1] = {
	[MPTCP_CL_A_PLAN]	= NLA_POLICY_NESTED(mcl_plan_policy),
};

static const struct nla_policy mcl_id_policy[MPTCP_CL_A_PLAN_ID + 1] = {
	[MPTCP_CL_A_PLAN]	= { .type = NLA_REJECT },
	[MPTCP_CL_A_PLAN_ID]	= { .type = NLA_U32 },
};

static const struct nla_policy mcl_batch_policy[MPTCP_CL_A_OPERATION + 1] = {
	[MPTCP_CL_A_PLAN]	= { .type = NLA_REJECT },
	[MPTCP_CL_A_PLAN_ID]	= { .type = NLA_REJECT },
	[MPTCP_CL_A_OPERATION]	= NLA_POLICY_NESTED(mcl_op_policy),
};

static const struct nla_policy mcl_set_policy[MPTCP_CL_A_SETTINGS + 1] = {
	[MPTCP_CL_A_PLAN]	= { .type = NLA_REJECT },
	[MPTCP_CL_A_PLAN_ID]	= { .type = NLA_REJECT },
	[MPTCP_CL_A_OPERATION]	= { .type = NLA_REJECT },
	[MPTCP_CL_A_SETTINGS]	= NLA_POLICY_NESTED(mcl_settings_policy),
};

/* ---- changes of the table ---- */

/* Ends a change that went well so far (@err is 0), or drops it. */
static int mcl_change_end(struct mcl_change *change, int err)
{
	if (!err)
		return mcl_change_commit(change);
	mcl_change_abort(change);
	return err;
}

static int mcl_put_plan(struct genl_info *info, bool replace)
{
	struct mcl_net *mn = mcl_net_of(genl_info_net(info));
	struct nlattr *plan = info->attrs[MPTCP_CL_A_PLAN];
	struct mcl_change change;
	int err;

	if (!plan) {
		GENL_SET_ERR_MSG(info, "PLAN is missing");
		return -EINVAL;
	}
	mutex_lock(&mn->lock);
	err = mcl_change_begin(&change, mn, info->extack);
	if (!err)
		err = mcl_change_end(&change, mcl_change_put(&change, plan, replace));
	mutex_unlock(&mn->lock);
	return err;
}

static int mcl_plan_add_doit(struct sk_buff *skb, struct genl_info *info)
{
	return mcl_put_plan(info, false);
}

static int mcl_plan_replace_doit(struct sk_buff *skb, struct genl_info *info)
{
	return mcl_put_plan(info, true);
}

static int mcl_plan_delete_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct mcl_net *mn = mcl_net_of(genl_info_net(info));
	struct nlattr *id = info->attrs[MPTCP_CL_A_PLAN_ID];
	struct mcl_change change;
	int err;

	if (!id) {
		GENL_SET_ERR_MSG(info, "PLAN_ID is missing");
		return -EINVAL;
	}
	mutex_lock(&mn->lock);
	err = mcl_change_begin(&change, mn, info->extack);
	if (!err)
		err = mcl_change_end(&change, mcl_change_delete(&change, id));
	mutex_unlock(&mn->lock);
	return err;
}

static int mcl_plan_flush_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct mcl_net *mn = mcl_net_of(genl_info_net(info));
	struct mcl_change change;
	int err;

	mutex_lock(&mn->lock);
	err = mcl_change_begin(&change, mn, info->extack);
	if (!err) {
		mcl_change_flush(&change);
		err = mcl_change_commit(&change);
	}
	mutex_unlock(&mn->lock);
	return err;
}

static int mcl_operate(struct mcl_change *change, const struct nlattr *attr)
{
	struct netlink_ext_ack *extack = change->extack;
	struct nlattr *tb[MPTCP_CL_OP_MAX + 1];
	int err, type;

	err = nla_parse_nested(tb, MPTCP_CL_OP_MAX, attr, mcl_op_policy, extack);
	if (err)
		return err;
	type = tb[MPTCP_CL_OP_TYPE] ? nla_get_u8(tb[MPTCP_CL_OP_TYPE]) : 0;
	switch (type) {
	case MPTCP_CL_OP_TYPE_ADD:
	case MPTCP_CL_OP_TYPE_REPLACE:
		if (!tb[MPTCP_CL_OP_PLAN]) {
			NL_SET_ERR_MSG_ATTR(extack, attr, "ADD and REPLACE need a PLAN");
			return -EINVAL;
		}
		return mcl_change_put(change, tb[MPTCP_CL_OP_PLAN],
				      type == MPTCP_CL_OP_TYPE_REPLACE);
	case MPTCP_CL_OP_TYPE_DELETE:
		if (!tb[MPTCP_CL_OP_PLAN_ID]) {
			NL_SET_ERR_MSG_ATTR(extack, attr, "DELETE needs a PLAN_ID");
			return -EINVAL;
		}
		return mcl_change_delete(change, tb[MPTCP_CL_OP_PLAN_ID]);
	case MPTCP_CL_OP_TYPE_FLUSH:
		mcl_change_flush(change);
		return 0;
	default:
		NL_SET_ERR_MSG_ATTR(extack, tb[MPTCP_CL_OP_TYPE] ?: attr,
				    "TYPE of an operation must be ADD, REPLACE, DELETE or FLUSH");
		return -EINVAL;
	}
}

static int mcl_batch_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct mcl_net *mn = mcl_net_of(genl_info_net(info));
	struct mcl_change change;
	const struct nlattr *attr;
	int err, rem;

	if (!info->attrs[MPTCP_CL_A_OPERATION]) {
		GENL_SET_ERR_MSG(info, "a batch needs at least one OPERATION");
		return -EINVAL;
	}
	mutex_lock(&mn->lock);
	err = mcl_change_begin(&change, mn, info->extack);
	if (err)
		goto unlock;
	nlmsg_for_each_attr(attr, info->nlhdr, GENL_HDRLEN, rem) {
		err = mcl_operate(&change, attr);
		if (err)
			break;
	}
	err = mcl_change_end(&change, err);
unlock:
	mutex_unlock(&mn->lock);
	return err;
}

/* ---- answers ---- */

static u32 mcl_plan_room(const struct mcl_plan *plan)
{
	return MCL_PLAN_ROOM + plan->memory;
}

static int mcl_plan_get_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct mcl_net *mn = mcl_net_of(genl_info_net(info));
	struct nlattr *id = info->attrs[MPTCP_CL_A_PLAN_ID];
	struct mcl_plan *plan;
	struct sk_buff *answer;
	u32 generation;
	void *header;

	if (!id) {
		GENL_SET_ERR_MSG(info, "PLAN_ID is missing");
		return -EINVAL;
	}
	plan = mcl_table_next(mn, nla_get_u32(id), &generation);
	if (!plan || plan->id != nla_get_u32(id)) {
		NL_SET_ERR_MSG_ATTR(info->extack, id, "no plan with this ID");
		if (plan)
			mcl_plan_put(plan);
		return -ENOENT;
	}
	answer = genlmsg_new(mcl_plan_room(plan), GFP_KERNEL);
	header = answer ? genlmsg_put_reply(answer, info, &mcl_family, 0, MPTCP_CL_CMD_PLAN_GET)
			: NULL;
	if (!header || nla_put_u32(answer, MPTCP_CL_A_GENERATION, generation) ||
	    mcl_plan_show(answer, plan)) {
		mcl_plan_put(plan);
		nlmsg_free(answer);
		return -ENOMEM;
	}
	mcl_plan_put(plan);
	genlmsg_end(answer, header);
	return genlmsg_reply(answer, info);
}

static int mcl_plan_dump(struct sk_buff *skb, struct netlink_callback *cb,
			 const struct mcl_plan *plan)
{
	void *header = genlmsg_put(skb, NETLINK_CB(cb->skb).portid, cb->nlh->nlmsg_seq,
				   &mcl_family, NLM_F_MULTI, MPTCP_CL_CMD_PLAN_GET);

	if (!header)
		return -EMSGSIZE;
	genl_dump_check_consistent(cb, header);
	if (nla_put_u32(skb, MPTCP_CL_A_GENERATION, cb->seq) || mcl_plan_show(skb, plan)) {
		genlmsg_cancel(skb, header);
		return -EMSGSIZE;
	}
	genlmsg_end(skb, header);
	return 0;
}

/* Every message of the dump has to have room for the largest plan. */
static int mcl_plan_get_start(struct netlink_callback *cb)
{
	struct mcl_net *mn = mcl_net_of(sock_net(cb->skb->sk));
	const struct mcl_table *table;
	u32 i;

	rcu_read_lock();
	table = rcu_dereference(mn->table);
	for (i = 0; table && i < table->count; i++)
		cb->min_dump_alloc = max_t(u32, cb->min_dump_alloc,
					   mcl_plan_room(table->by_id[i]));
	rcu_read_unlock();
	return 0;
}

/* Goes on from the plan after the last one that fitted. */
static int mcl_plan_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb)
{
	struct mcl_net *mn = mcl_net_of(sock_net(skb->sk));
	struct mcl_plan *plan;

	/* args: the lowest id that was not shown; whether that is beyond all ids */
	while (!cb->args[1] && (plan = mcl_table_next(mn, cb->args[0], &cb->seq))) {
		u32 id = plan->id;
		int err = mcl_plan_dump(skb, cb, plan);

		mcl_plan_put(plan);
		/* One that is larger than all at the start, and fits no message, is left out. */
		if (err && skb->len)
			break;
		cb->args[0] = id + 1;
		cb->args[1] = id == U32_MAX;
	}
	return skb->len;
}

static int mcl_rescan_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct mcl_net *mn = mcl_net_of(genl_info_net(info));

	set_bit(MCL_WANT_RESCAN, &mn->listener.flags);
	mcl_listener_kick(mn);
	return 0;
}

/* ---- the family ---- */

static const struct genl_ops mcl_ops[] = {
	{
		.cmd		= MPTCP_CL_CMD_PLAN_ADD,
		.flags		= GENL_UNS_ADMIN_PERM,
		.policy		= mcl_change_policy,
		.maxattr	= ARRAY_SIZE(mcl_change_policy) - 1,
		.doit		= mcl_plan_add_doit,
	},
	{
		.cmd		= MPTCP_CL_CMD_PLAN_REPLACE,
		.flags		= GENL_UNS_ADMIN_PERM,
		.policy		= mcl_change_policy,
		.maxattr	= ARRAY_SIZE(mcl_change_policy) - 1,
		.doit		= mcl_plan_replace_doit,
	},
	{
		.cmd		= MPTCP_CL_CMD_PLAN_DELETE,
		.flags		= GENL_UNS_ADMIN_PERM,
		.policy		= mcl_id_policy,
		.maxattr	= ARRAY_SIZE(mcl_id_policy) - 1,
		.doit		= mcl_plan_delete_doit,
	},
	{
		.cmd		= MPTCP_CL_CMD_PLAN_FLUSH,
		.flags		= GENL_UNS_ADMIN_PERM,
		.doit		= mcl_plan_flush_doit,
	},
	{
		.cmd		= MPTCP_CL_CMD_PLAN_GET,
		.flags		= GENL_UNS_ADMIN_PERM,
		.policy		= mcl_id_policy,
		.maxattr	= ARRAY_SIZE(mcl_id_policy) - 1,
		.doit		= mcl_plan_get_doit,
		.start		= mcl_plan_get_start,
		.dumpit		= mcl_plan_get_dumpit,
	},
	{
		.cmd		= MPTCP_CL_CMD_BATCH,
		.flags		= GENL_UNS_ADMIN_PERM,
		.policy		= mcl_batch_policy,
		.maxattr	= ARRAY_SIZE(mcl_batch_policy) - 1,
		.doit		= mcl_batch_doit,
	},
	{
		.cmd		= MPTCP_CL_CMD_SETTINGS_SET,
		.flags		= GENL_UNS_ADMIN_PERM,
		.policy		= mcl_set_policy,
		.maxattr	= ARRAY_SIZE(mcl_set_policy) - 1,
		.doit		= mcl_settings_set_doit,
	},
	{
		.cmd		= MPTCP_CL_CMD_SETTINGS_GET,
		.flags		= GENL_UNS_ADMIN_PERM,
		.doit		= mcl_settings_get_doit,
	},
	{
		.cmd		= MPTCP_CL_CMD_STATS_GET,
		.flags		= GENL_UNS_ADMIN_PERM,
		.doit		= mcl_stats_get_doit,
	},
	{
		.cmd		= MPTCP_CL_CMD_RESCAN,
		.flags		= GENL_UNS_ADMIN_PERM,
		.doit		= mcl_rescan_doit,
	},
};

static const struct genl_multicast_group mcl_groups[] = {
	[MCL_GROUP_EVENTS] = { .name = MPTCP_CL_EVENTS_GROUP, MCL_EVENTS_GROUP_FLAGS },
};

struct genl_family mcl_family __ro_after_init = {
	.name		= MPTCP_CL_NAME,
	.version	= MPTCP_CL_VERSION,
	.netnsok	= true,
	/* Else a change would wait for the path manager's requests of the worker. */
	.parallel_ops	= true,
	.module		= THIS_MODULE,
	.ops		= mcl_ops,
	.n_ops		= ARRAY_SIZE(mcl_ops),
	.mcgrps		= mcl_groups,
	.n_mcgrps	= ARRAY_SIZE(mcl_groups),
};
