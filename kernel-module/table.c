// SPDX-License-Identifier: GPL-2.0-only
/* The table of plans: changes that are wholly done or not at all. Matching is in match.c. */
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/sort.h>
#include <linux/string.h>
#include <net/netlink.h>

#include "net.h"
#include "parse.h"

/* Room for the plans that single operations add; grows by doubling. */
#define MCL_SPARE	8

static const struct mcl_table *mcl_current(struct mcl_net *mn)
{
	return rcu_dereference_protected(mn->table, lockdep_is_held(&mn->lock));
}

int mcl_change_begin(struct mcl_change *change, struct mcl_net *mn,
		     struct netlink_ext_ack *extack)
{
	const struct mcl_table *table = mcl_current(mn);
	u32 i;

	change->mn = mn;
	change->extack = extack;
	change->count = table ? table->count : 0;
	change->room = change->count + MCL_SPARE;
	change->plans = kvcalloc(change->room, sizeof(*change->plans), GFP_KERNEL_ACCOUNT);
	if (!change->plans)
		return -ENOMEM;
	for (i = 0; i < change->count; i++) {
		change->plans[i] = table->by_id[i];
		refcount_inc(&change->plans[i]->refs);
	}
	return 0;
}

/* Where the plan is, or would be. */
static u32 mcl_change_position(const struct mcl_change *change, u32 id)
{
	u32 low = 0, high = change->count;

	while (low < high) {
		u32 middle = low + (high - low) / 2;

		if (change->plans[middle]->id < id)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool mcl_change_has(const struct mcl_change *change, u32 position, u32 id)
{
	return position < change->count && change->plans[position]->id == id;
}

static int mcl_change_grow(struct mcl_change *change, const struct nlattr *attr)
{
	struct mcl_plan **plans;

	/* A batch may delete afterwards, but what it holds meanwhile is bounded too. */
	if (change->count >= mcl_max_plans) {
		NL_SET_ERR_MSG_ATTR(change->extack, attr,
				    "more plans than the module's parameter max_plans");
		return -ENOSPC;
	}
	if (change->count < change->room)
		return 0;
	plans = kvcalloc(2 * change->room, sizeof(*plans), GFP_KERNEL_ACCOUNT);
	if (!plans)
		return -ENOMEM;
	memcpy(plans, change->plans, change->count * sizeof(*plans));
	kvfree(change->plans);
	change->plans = plans;
	change->room *= 2;
	return 0;
}

/* Adds the plan of an attribute, or replaces the one of its id. */
int mcl_change_put(struct mcl_change *change, const struct nlattr *attr, bool replace)
{
	struct netlink_ext_ack *extack = change->extack;
	struct mcl_plan *plan;
	u32 position;
	int err;

	plan = mcl_plan_parse(attr, extack);
	if (IS_ERR(plan))
		return PTR_ERR(plan);
	position = mcl_change_position(change, plan->id);
	if (mcl_change_has(change, position, plan->id)) {
		if (!replace) {
			NL_SET_ERR_MSG_ATTR(extack, attr, "a plan with this ID exists");
			mcl_plan_put(plan);
			return -EEXIST;
		}
		mcl_plan_adopt_state(plan, change->plans[position]);
		mcl_plan_put(change->plans[position]);
		change->plans[position] = plan;
		return 0;
	}
	err = mcl_change_grow(change, attr);
	if (err) {
		mcl_plan_put(plan);
		return err;
	}
	memmove(&change->plans[position + 1], &change->plans[position],
		(change->count - position) * sizeof(*change->plans));
	change->plans[position] = plan;
	change->count++;
	return 0;
}

int mcl_change_delete(struct mcl_change *change, const struct nlattr *attr)
{
	u32 id = nla_get_u32(attr);
	u32 position = mcl_change_position(change, id);

	if (!mcl_change_has(change, position, id)) {
		NL_SET_ERR_MSG_ATTR(change->extack, attr, "no plan with this ID");
		return -ENOENT;
	}
	mcl_plan_put(change->plans[position]);
	change->count--;
	memmove(&change->plans[position], &change->plans[position + 1],
		(change->count - position) * sizeof(*change->plans));
	return 0;
}

void mcl_change_flush(struct mcl_change *change)
{
	while (change->count)
		mcl_plan_put(change->plans[--change->count]);
}

/* Drops the plans whose time is over, and tells of each. How many. */
u32 mcl_change_expire(struct mcl_change *change, u64 now, void (*tell)(struct mcl_net *, u32))
{
	u32 kept = 0, i, expired;

	for (i = 0; i < change->count; i++) {
		struct mcl_plan *plan = change->plans[i];

		if (mcl_plan_expired(plan, now)) {
			tell(change->mn, plan->id);
			mcl_plan_put(plan);
		} else {
			change->plans[kept++] = plan;
		}
	}
	expired = change->count - kept;
	change->count = kept;
	return expired;
}

void mcl_change_abort(struct mcl_change *change)
{
	mcl_change_flush(change);
	kvfree(change->plans);
}

/*
 * The order of matching: longest remote prefix first, and within it equal prefixes together; then
 * longest local prefix, highest priority, a given remote port. 0: equal in everything.
 */
static int mcl_compare(const struct mcl_match *a, const struct mcl_match *b)
{
	int order;

	if (a->family != b->family)
		return a->family < b->family ? -1 : 1;
	if (a->remote.length != b->remote.length)
		return a->remote.length > b->remote.length ? -1 : 1;
	order = memcmp(&a->remote.addr, &b->remote.addr, sizeof(a->remote.addr));
	if (order)
		return order;
	if (a->local.length != b->local.length)
		return a->local.length > b->local.length ? -1 : 1;
	if (a->priority != b->priority)
		return a->priority > b->priority ? -1 : 1;
	if (!a->remote_port != !b->remote_port)
		return a->remote_port ? -1 : 1;
	if (a->remote_port != b->remote_port)
		return a->remote_port < b->remote_port ? -1 : 1;
	return memcmp(&a->local.addr, &b->local.addr, sizeof(a->local.addr));
}

static int mcl_compare_plans(const void *a, const void *b)
{
	const struct mcl_plan *const *left = a, *const *right = b;

	return mcl_compare(&(*left)->match, &(*right)->match);
}

static int mcl_table_sort(struct mcl_table *table, struct netlink_ext_ack *extack)
{
	u32 i;

	memcpy(table->by_match, table->by_id, table->count * sizeof(*table->by_match));
	sort(table->by_match, table->count, sizeof(*table->by_match), mcl_compare_plans, NULL);
	for (i = 0; i < table->count; i++) {
		const struct mcl_match *match = &table->by_match[i]->match;
		struct mcl_range *range = &table->ranges[match->family][match->remote.length];

		if (i && !mcl_compare(&table->by_match[i - 1]->match, match)) {
			NL_SET_ERR_MSG(extack,
				       "another plan has the same match and the same PRIORITY");
			return -EEXIST;
		}
		if (range->end == range->first)
			range->first = i;
		range->end = i + 1;
	}
	return 0;
}

static struct mcl_table *mcl_table_make(const struct mcl_change *change)
{
	struct netlink_ext_ack *extack = change->extack;
	const struct mcl_settings *settings = &change->mn->settings;
	const struct mcl_table *old = mcl_current(change->mn);
	struct mcl_table *table;
	int err = -ENOSPC;
	u32 i;

	table = kvzalloc(struct_size(table, plans, 2 * (size_t)change->count), GFP_KERNEL_ACCOUNT);
	if (!table)
		return ERR_PTR(-ENOMEM);
	table->generation = (old ? old->generation : 0) + 1;
	table->count = change->count;
	table->by_id = table->plans;
	table->by_match = table->plans + change->count;
	table->memory = struct_size(table, plans, 2 * (size_t)change->count);
	for (i = 0; i < change->count; i++) {
		table->by_id[i] = change->plans[i];
		table->memory += change->plans[i]->memory;
	}
	/* What is over a limit that was set later may still shrink. */
	if (table->count > settings->max_plans && (!old || table->count > old->count)) {
		NL_SET_ERR_MSG(extack, "more plans than MAX_PLANS of the settings");
		goto refuse;
	}
	if (table->memory > settings->max_memory && (!old || table->memory > old->memory)) {
		NL_SET_ERR_MSG(extack, "plans need more than MAX_MEMORY of the settings");
		goto refuse;
	}
	err = mcl_table_sort(table, extack);
	if (err)
		goto refuse;
	return table;

refuse:
	kvfree(table);
	return ERR_PTR(err);
}

/* When the first plan expires, the table has to change again. */
static void mcl_table_watch_expiry(struct mcl_net *mn, const struct mcl_table *table)
{
	u64 now = get_jiffies_64(), next = 0;
	u32 i;

	for (i = 0; i < table->count; i++)
		if (table->by_id[i]->expires && (!next || table->by_id[i]->expires < next))
			next = table->by_id[i]->expires;
	if (next)
		mod_delayed_work(mcl_wq, &mn->expiry, next > now ? next - now : 0);
}

static void mcl_table_release(struct mcl_table *table)
{
	u32 i;

	for (i = 0; i < table->count; i++)
		mcl_plan_put(table->by_id[i]);
	kvfree_rcu(table, rcu);
}

/* Publishes the change, or says why it cannot be and drops it. */
int mcl_change_commit(struct mcl_change *change)
{
	struct mcl_net *mn = change->mn;
	struct mcl_table *old = rcu_dereference_protected(mn->table, lockdep_is_held(&mn->lock));
	struct mcl_table *table = mcl_table_make(change);

	if (IS_ERR(table)) {
		mcl_change_abort(change);
		return PTR_ERR(table);
	}
	kvfree(change->plans);		/* their references are the table's now */
	rcu_assign_pointer(mn->table, table);
	mcl_table_watch_expiry(mn, table);
	if (old)
		mcl_table_release(old);
	mcl_listener_kick(mn);
	return 0;
}

/* At the end of a namespace, when nobody can ask any more. */
void mcl_table_free(struct mcl_net *mn)
{
	struct mcl_table *table = rcu_dereference_protected(mn->table, true);

	if (!table)
		return;
	RCU_INIT_POINTER(mn->table, NULL);
	mcl_table_release(table);
}
