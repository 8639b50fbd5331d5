// SPDX-License-Identifier: GPL-2.0-only
/* The life of a plan, and its attributes in answers. */
#include <linux/jiffies.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <net/netlink.h>

#include "plan.h"

static void mcl_plan_state_put(struct mcl_plan_state *state)
{
	if (refcount_dec_and_test(&state->refs))
		kfree(state);
}

/* For a plan that nobody else has seen yet. */
void mcl_plan_adopt_state(struct mcl_plan *plan, struct mcl_plan *predecessor)
{
	refcount_inc(&predecessor->state->refs);
	mcl_plan_state_put(plan->state);
	plan->state = predecessor->state;
}

void mcl_plan_put(struct mcl_plan *plan)
{
	if (!refcount_dec_and_test(&plan->refs))
		return;
	/* Readers that still see the plan only compare its match and try to get a reference. */
	mcl_plan_state_put(plan->state);
	kvfree_rcu(plan, rcu);
}

bool mcl_plan_expired(const struct mcl_plan *plan, u64 now)
{
	return plan->expires && !time_before64(now, plan->expires);
}

/*
 * Whether a connection's first subflow, from @source_port, is on @path: the plan says so, or the
 * port is one of those that lead there.
 */
bool mcl_plan_on_path(const struct mcl_plan *plan, const struct mcl_path *path, u16 source_port)
{
	u32 i;

	if (source_port >= plan->initial_first &&
	    source_port - plan->initial_first < plan->n_initial) {
		u8 number = plan->initial[source_port - plan->initial_first];

		if (number)
			return number == path->number;
	}
	for (i = 0; i < path->n_ports; i++)
		if (path->ports[i] == source_port)
			return true;
	return false;
}

static int mcl_put_prefix(struct sk_buff *skb, int type, enum mcl_family family,
			  const struct mcl_prefix *prefix)
{
	struct nlattr *nest = nla_nest_start(skb, type);
	int err;

	if (!nest)
		return -EMSGSIZE;
	if (family == MCL_IPV4)
		err = nla_put(skb, MPTCP_CL_PREFIX_ADDR4, sizeof(__be32), &prefix->addr);
	else
		err = nla_put_in6_addr(skb, MPTCP_CL_PREFIX_ADDR6, &prefix->addr);
	if (err || nla_put_u8(skb, MPTCP_CL_PREFIX_LENGTH, prefix->length))
		return -EMSGSIZE;
	nla_nest_end(skb, nest);
	return 0;
}

static int mcl_put_path(struct sk_buff *skb, const struct mcl_path *path)
{
	struct nlattr *nest = nla_nest_start(skb, MPTCP_CL_PLAN_PATH);

	if (!nest ||
	    nla_put_u8(skb, MPTCP_CL_PATH_NUMBER, path->number) ||
	    nla_put(skb, MPTCP_CL_PATH_SOURCE_PORTS, path->n_ports * sizeof(u16), path->ports) ||
	    (path->flags && nla_put_u32(skb, MPTCP_CL_PATH_FLAGS, path->flags)))
		return -EMSGSIZE;
	nla_nest_end(skb, nest);
	return 0;
}

static int mcl_put_initial(struct sk_buff *skb, const struct mcl_plan *plan)
{
	struct nlattr *nest = nla_nest_start(skb, MPTCP_CL_PLAN_INITIAL);

	if (!nest ||
	    nla_put_u16(skb, MPTCP_CL_INITIAL_FIRST_PORT, plan->initial_first) ||
	    nla_put(skb, MPTCP_CL_INITIAL_PATHS, plan->n_initial, plan->initial))
		return -EMSGSIZE;
	nla_nest_end(skb, nest);
	return 0;
}

static int mcl_put_expiry(struct sk_buff *skb, const struct mcl_plan *plan)
{
	u64 now = get_jiffies_64();
	u64 left;

	if (!plan->expires)
		return 0;
	/* 0 would mean never. */
	left = mcl_plan_expired(plan, now) ? 1 : jiffies64_to_msecs(plan->expires - now);
	return nla_put_u32(skb, MPTCP_CL_PLAN_EXPIRES, clamp_t(u64, left, 1, U32_MAX));
}

static int mcl_put_match(struct sk_buff *skb, const struct mcl_match *match)
{
	if (nla_put_u32(skb, MPTCP_CL_PLAN_PRIORITY, match->priority) ||
	    mcl_put_prefix(skb, MPTCP_CL_PLAN_REMOTE, match->family, &match->remote))
		return -EMSGSIZE;
	if (match->local.length &&
	    mcl_put_prefix(skb, MPTCP_CL_PLAN_LOCAL, match->family, &match->local))
		return -EMSGSIZE;
	if (match->remote_port &&
	    nla_put_u16(skb, MPTCP_CL_PLAN_REMOTE_PORT, match->remote_port))
		return -EMSGSIZE;
	return 0;
}

/* Puts an MPTCP_CL_A_PLAN. */
int mcl_plan_show(struct sk_buff *skb, const struct mcl_plan *plan)
{
	struct nlattr *nest = nla_nest_start(skb, MPTCP_CL_A_PLAN);
	struct nlattr *stats;
	int i;

	if (!nest ||
	    nla_put_u32(skb, MPTCP_CL_PLAN_ID, plan->id) ||
	    mcl_put_match(skb, &plan->match) ||
	    nla_put_u8(skb, MPTCP_CL_PLAN_MAX_SUBFLOWS, plan->max_subflows) ||
	    mcl_put_expiry(skb, plan) ||
	    nla_put_u64_64bit(skb, MPTCP_CL_PLAN_COOKIE, plan->cookie, MPTCP_CL_PLAN_PAD))
		return -EMSGSIZE;
	for (i = 0; i < plan->n_paths; i++)
		if (mcl_put_path(skb, &plan->paths[i]))
			return -EMSGSIZE;
	if (plan->n_initial && mcl_put_initial(skb, plan))
		return -EMSGSIZE;
	stats = nla_nest_start(skb, MPTCP_CL_PLAN_STATS);
	if (!stats || mcl_put_counters(skb, plan->state->counters, MCL_PLAN_COUNTERS))
		return -EMSGSIZE;
	nla_nest_end(skb, stats);
	nla_nest_end(skb, nest);
	return 0;
}
