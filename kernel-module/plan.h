/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _MCL_PLAN_H
#define _MCL_PLAN_H

#include <linux/in6.h>
#include <linux/mptcp_crosslayer.h>
#include <linux/rcupdate.h>
#include <linux/refcount.h>
#include <linux/types.h>

#include "stats.h"

struct sk_buff;

enum mcl_family {
	MCL_IPV4,
	MCL_IPV6,
	MCL_FAMILIES
};

/* Network order; an IPv4 address is the first word and the others are 0. */
struct mcl_prefix {
	struct in6_addr addr;
	u8 length;
};

/* What a connection is looked up by. */
struct mcl_key {
	enum mcl_family family;
	struct in6_addr remote;
	struct in6_addr local;
	u16 remote_port;
};

struct mcl_match {
	enum mcl_family family;
	struct mcl_prefix remote;
	struct mcl_prefix local;
	u16 remote_port;	/* 0: any */
	u32 priority;
};

struct mcl_path {
	u8 number;
	u32 flags;
	u32 n_ports;
	const u16 *ports;	/* in the plan's own block */
};

/*
 * What outlives the replacement of a plan: counters, and how far each pool was used, so that a
 * refreshed plan doesn't return to source ports that are still in TIME_WAIT. Shared by a plan and
 * its successor.
 */
struct mcl_plan_state {
	refcount_t refs;
	atomic64_t counters[MCL_PLAN_COUNTERS];
	atomic_t cursors[MPTCP_CL_MAX_PATHS];	/* by the path's position */
};

/*
 * A plan never changes after it was made. The table has one reference; whoever finds the plan
 * under rcu_read_lock() takes another one before leaving the section.
 */
struct mcl_plan {
	struct rcu_head rcu;
	refcount_t refs;
	struct mcl_plan_state *state;
	struct mcl_match match;
	u64 expires;		/* jiffies64, 0: never */
	u64 cookie;
	u32 id;
	u32 memory;		/* bytes, with the state */
	u8 max_subflows;
	u8 n_paths;
	u16 initial_first;
	u32 n_initial;
	const u8 *initial;	/* in the plan's own block */
	struct mcl_path paths[];
};

void mcl_plan_adopt_state(struct mcl_plan *plan, struct mcl_plan *predecessor);
void mcl_plan_put(struct mcl_plan *plan);
bool mcl_plan_expired(const struct mcl_plan *plan, u64 now);
bool mcl_plan_on_path(const struct mcl_plan *plan, const struct mcl_path *path, u16 source_port);
int mcl_plan_show(struct sk_buff *skb, const struct mcl_plan *plan);

static inline int mcl_family_bits(enum mcl_family family)
{
	return family == MCL_IPV4 ? 32 : 128;
}

#endif /* _MCL_PLAN_H */
