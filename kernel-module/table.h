/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _MCL_TABLE_H
#define _MCL_TABLE_H

#include <linux/rcupdate.h>
#include <linux/types.h>

#include "plan.h"

struct mcl_net;
struct netlink_ext_ack;
struct nlattr;

/* Plans of one address family and one length of the remote prefix: by_match[first..end). */
struct mcl_range {
	u32 first;
	u32 end;
};

/*
 * All plans of a namespace. A table never changes after it was published: every change makes a new
 * one, so that connections see a batch wholly or not at all. Found under rcu_read_lock() or under
 * the namespace's lock.
 */
struct mcl_table {
	struct rcu_head rcu;
	u32 generation;
	u32 count;
	u64 memory;
	struct mcl_plan **by_id;
	struct mcl_plan **by_match;
	struct mcl_range ranges[MCL_FAMILIES][129];	/* by length */
	struct mcl_plan *plans[];			/* room of both orders */
};

/*
 * A change in the making, under the namespace's lock: begin, any operations, then commit or abort.
 * Has a reference to each of its plans.
 */
struct mcl_change {
	struct mcl_net *mn;
	struct netlink_ext_ack *extack;
	struct mcl_plan **plans;	/* by id */
	u32 count;
	u32 room;
};

int mcl_change_begin(struct mcl_change *change, struct mcl_net *mn,
		     struct netlink_ext_ack *extack);
int mcl_change_put(struct mcl_change *change, const struct nlattr *attr, bool replace);
int mcl_change_delete(struct mcl_change *change, const struct nlattr *id);
void mcl_change_flush(struct mcl_change *change);
u32 mcl_change_expire(struct mcl_change *change, u64 now, void (*tell)(struct mcl_net *, u32));
int mcl_change_commit(struct mcl_change *change);
void mcl_change_abort(struct mcl_change *change);

struct mcl_plan *mcl_table_match(struct mcl_net *mn, const struct mcl_key *key);
struct mcl_plan *mcl_table_next(struct mcl_net *mn, u32 id, u32 *generation);
void mcl_table_free(struct mcl_net *mn);

#endif /* _MCL_TABLE_H */
