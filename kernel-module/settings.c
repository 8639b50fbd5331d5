// SPDX-License-Identifier: GPL-2.0-only
/* A namespace's settings and statistics, asked for and changed. */
#include <net/genetlink.h>

#include "family.h"
#include "net.h"
#include "settings.h"

const struct nla_policy mcl_settings_policy[MPTCP_CL_SETTINGS_MAX + 1] = {
	[MPTCP_CL_SETTINGS_MAX_PLANS]		= { .type = NLA_U32 },
	[MPTCP_CL_SETTINGS_MAX_MEMORY]		= { .type = NLA_U32 },
	[MPTCP_CL_SETTINGS_FIRST_ADDRESS_ID]	= { .type = NLA_U8 },
	[MPTCP_CL_SETTINGS_LAST_ADDRESS_ID]	= { .type = NLA_U8 },
	[MPTCP_CL_SETTINGS_MAX_ATTEMPTS]	= { .type = NLA_U8 },
	[MPTCP_CL_SETTINGS_ACCEPT_JOINS]	= { .type = NLA_U8 },
};

static int mcl_put_settings(struct sk_buff *skb, struct mcl_net *mn)
{
	struct nlattr *nest = nla_nest_start(skb, MPTCP_CL_A_SETTINGS);
	struct mcl_settings settings;

	mutex_lock(&mn->lock);
	settings = mn->settings;
	mutex_unlock(&mn->lock);
	if (!nest ||
	    nla_put_u32(skb, MPTCP_CL_SETTINGS_MAX_PLANS, settings.max_plans) ||
	    nla_put_u32(skb, MPTCP_CL_SETTINGS_MAX_MEMORY, settings.max_memory) ||
	    nla_put_u8(skb, MPTCP_CL_SETTINGS_FIRST_ADDRESS_ID, settings.first_address_id) ||
	    nla_put_u8(skb, MPTCP_CL_SETTINGS_LAST_ADDRESS_ID, settings.last_address_id) ||
	    nla_put_u8(skb, MPTCP_CL_SETTINGS_MAX_ATTEMPTS, settings.max_attempts) ||
	    nla_put_u8(skb, MPTCP_CL_SETTINGS_ACCEPT_JOINS, settings.accept_joins))
		return -EMSGSIZE;
	nla_nest_end(skb, nest);
	return 0;
}

static int mcl_put_stats(struct sk_buff *skb, struct mcl_net *mn)
{
	u32 generation, plans = 0, memory = 0;
	const struct mcl_table *table;
	struct nlattr *nest;

	rcu_read_lock();
	table = rcu_dereference(mn->table);
	generation = table ? table->generation : 0;
	if (table) {
		plans = table->count;
		memory = table->memory;
	}
	rcu_read_unlock();
	if (nla_put_u32(skb, MPTCP_CL_A_GENERATION, generation))
		return -EMSGSIZE;
	nest = nla_nest_start(skb, MPTCP_CL_A_STATS);
	if (!nest ||
	    mcl_put_counters(skb, mn->stats.counters, MCL_NET_COUNTERS) ||
	    nla_put_u32(skb, MPTCP_CL_STATS_PLANS, plans) ||
	    nla_put_u32(skb, MPTCP_CL_STATS_MEMORY, memory) ||
	    nla_put_u8(skb, MPTCP_CL_STATS_LISTENING, READ_ONCE(mn->listener.listening)) ||
	    mcl_put_errnos(skb, &mn->stats))
		return -EMSGSIZE;
	nla_nest_end(skb, nest);
	return 0;
}

/* Answers with the namespace's settings or its statistics. */
static int mcl_answer(struct genl_info *info, u8 command)
{
	struct mcl_net *mn = mcl_net_of(genl_info_net(info));
	struct sk_buff *answer = genlmsg_new(2 * NLMSG_DEFAULT_SIZE, GFP_KERNEL);
	void *header;
	int err;

	if (!answer)
		return -ENOMEM;
	header = genlmsg_put_reply(answer, info, &mcl_family, 0, command);
	if (!header)
		err = -EMSGSIZE;
	else if (command == MPTCP_CL_CMD_STATS_GET)
		err = mcl_put_stats(answer, mn);
	else
		err = mcl_put_settings(answer, mn);
	if (err) {
		nlmsg_free(answer);
		return err;
	}
	genlmsg_end(answer, header);
	return genlmsg_reply(answer, info);
}

int mcl_settings_get_doit(struct sk_buff *skb, struct genl_info *info)
{
	return mcl_answer(info, MPTCP_CL_CMD_SETTINGS_GET);
}

int mcl_stats_get_doit(struct sk_buff *skb, struct genl_info *info)
{
	return mcl_answer(info, MPTCP_CL_CMD_STATS_GET);
}

static int mcl_check_settings(struct nlattr **tb, const struct nlattr *attr,
			      const struct mcl_settings *settings, struct netlink_ext_ack *extack)
{
	if (settings->max_plans > mcl_max_plans) {
		NL_SET_ERR_MSG_ATTR(extack, tb[MPTCP_CL_SETTINGS_MAX_PLANS] ?: attr,
				    "MAX_PLANS is above the module's parameter max_plans");
		return -ERANGE;
	}
	if (settings->max_memory > mcl_max_memory) {
		NL_SET_ERR_MSG_ATTR(extack, tb[MPTCP_CL_SETTINGS_MAX_MEMORY] ?: attr,
				    "MAX_MEMORY is above the module's parameter max_memory");
		return -ERANGE;
	}
	if (!settings->first_address_id ||
	    settings->first_address_id > settings->last_address_id) {
		NL_SET_ERR_MSG_ATTR(extack, attr,
				    "FIRST_ADDRESS_ID must be 1..LAST_ADDRESS_ID");
		return -ERANGE;
	}
	if (!settings->max_attempts) {
		NL_SET_ERR_MSG_ATTR(extack, tb[MPTCP_CL_SETTINGS_MAX_ATTEMPTS] ?: attr,
				    "MAX_ATTEMPTS must be at least 1");
		return -ERANGE;
	}
	if (settings->accept_joins > 1) {
		NL_SET_ERR_MSG_ATTR(extack, tb[MPTCP_CL_SETTINGS_ACCEPT_JOINS] ?: attr,
				    "ACCEPT_JOINS must be 0 or 1");
		return -ERANGE;
	}
	return 0;
}

static void mcl_read_settings(struct nlattr **tb, struct mcl_settings *settings)
{
	if (tb[MPTCP_CL_SETTINGS_MAX_PLANS])
		settings->max_plans = nla_get_u32(tb[MPTCP_CL_SETTINGS_MAX_PLANS]);
	if (tb[MPTCP_CL_SETTINGS_MAX_MEMORY])
		settings->max_memory = nla_get_u32(tb[MPTCP_CL_SETTINGS_MAX_MEMORY]);
	if (tb[MPTCP_CL_SETTINGS_FIRST_ADDRESS_ID])
		settings->first_address_id = nla_get_u8(tb[MPTCP_CL_SETTINGS_FIRST_ADDRESS_ID]);
	if (tb[MPTCP_CL_SETTINGS_LAST_ADDRESS_ID])
		settings->last_address_id = nla_get_u8(tb[MPTCP_CL_SETTINGS_LAST_ADDRESS_ID]);
	if (tb[MPTCP_CL_SETTINGS_MAX_ATTEMPTS])
		settings->max_attempts = nla_get_u8(tb[MPTCP_CL_SETTINGS_MAX_ATTEMPTS]);
	if (tb[MPTCP_CL_SETTINGS_ACCEPT_JOINS])
		settings->accept_joins = nla_get_u8(tb[MPTCP_CL_SETTINGS_ACCEPT_JOINS]);
}

static void mcl_write_settings(struct mcl_settings *to, const struct mcl_settings *from)
{
	WRITE_ONCE(to->max_plans, from->max_plans);
	WRITE_ONCE(to->max_memory, from->max_memory);
	WRITE_ONCE(to->first_address_id, from->first_address_id);
	WRITE_ONCE(to->last_address_id, from->last_address_id);
	WRITE_ONCE(to->max_attempts, from->max_attempts);
	WRITE_ONCE(to->accept_joins, from->accept_joins);
}

int mcl_settings_set_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct mcl_net *mn = mcl_net_of(genl_info_net(info));
	struct nlattr *attr = info->attrs[MPTCP_CL_A_SETTINGS];
	struct nlattr *tb[MPTCP_CL_SETTINGS_MAX + 1];
	struct mcl_settings settings;
	int err;

	if (!attr) {
		GENL_SET_ERR_MSG(info, "SETTINGS is missing");
		return -EINVAL;
	}
	err = nla_parse_nested(tb, MPTCP_CL_SETTINGS_MAX, attr, mcl_settings_policy, info->extack);
	if (err)
		return err;
	mutex_lock(&mn->lock);
	settings = mn->settings;
	mcl_read_settings(tb, &settings);
	err = mcl_check_settings(tb, attr, &settings, info->extack);
	if (!err) {
		mcl_write_settings(&mn->settings, &settings);
		mcl_listener_kick(mn);
	}
	mutex_unlock(&mn->lock);
	return err;
}
