// SPDX-License-Identifier: GPL-2.0-only
/* Finding plans: for a connection, and one after the other for a dump. */
#include <linux/jiffies.h>
#include <linux/string.h>

#include "net.h"

static struct in6_addr mcl_masked(const struct in6_addr *addr, int length)
{
	struct in6_addr masked = { };

	memcpy(&masked, addr, length / 8);
	if (length % 8)
		masked.s6_addr[length / 8] = addr->s6_addr[length / 8] & (0xff00 >> (length % 8));
	return masked;
}

/* The first plan of the range whose remote prefix is not before @remote. */
static u32 mcl_range_find(const struct mcl_table *table, const struct mcl_range *range,
			  const struct in6_addr *remote)
{
	u32 low = range->first, high = range->end;

	while (low < high) {
		u32 middle = low + (high - low) / 2;

		if (memcmp(&table->by_match[middle]->match.remote.addr, remote,
			   sizeof(*remote)) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool mcl_matches(const struct mcl_match *match, const struct mcl_key *key)
{
	struct in6_addr local = mcl_masked(&key->local, match->local.length);

	return (!match->remote_port || match->remote_port == key->remote_port) &&
	       !memcmp(&local, &match->local.addr, sizeof(local));
}

static struct mcl_plan *mcl_range_match(const struct mcl_table *table,
					const struct mcl_range *range, int length,
					const struct mcl_key *key)
{
	struct in6_addr remote = mcl_masked(&key->remote, length);
	u64 now = get_jiffies_64();
	u32 i;

	for (i = mcl_range_find(table, range, &remote); i < range->end; i++) {
		struct mcl_plan *plan = table->by_match[i];

		if (memcmp(&plan->match.remote.addr, &remote, sizeof(remote)))
			break;
		if (mcl_matches(&plan->match, key) && !mcl_plan_expired(plan, now))
			return plan;
	}
	return NULL;
}

static struct mcl_plan *mcl_table_find(const struct mcl_table *table, const struct mcl_key *key)
{
	int length;

	for (length = mcl_family_bits(key->family); length >= 0; length--) {
		const struct mcl_range *range = &table->ranges[key->family][length];
		struct mcl_plan *plan;

		if (range->first == range->end)
			continue;
		plan = mcl_range_match(table, range, length, key);
		if (plan)
			return plan;
	}
	return NULL;
}

/* The plan for a connection, with a reference, or NULL. */
struct mcl_plan *mcl_table_match(struct mcl_net *mn, const struct mcl_key *key)
{
	const struct mcl_table *table;
	struct mcl_plan *plan;

	do {
		rcu_read_lock();
		table = rcu_dereference(mn->table);
		plan = table ? mcl_table_find(table, key) : NULL;
		/* Without references it has just left the table: look into the new one. */
		if (!plan || refcount_inc_not_zero(&plan->refs)) {
			rcu_read_unlock();
			return plan;
		}
		rcu_read_unlock();
	} while (true);
}

static struct mcl_plan *mcl_table_from(const struct mcl_table *table, u32 id)
{
	u32 low = 0, high = table->count;

	while (low < high) {
		u32 middle = low + (high - low) / 2;

		if (table->by_id[middle]->id < id)
			low = middle + 1;
		else
			high = middle;
	}
	return low < table->count ? table->by_id[low] : NULL;
}

/* The plan with the lowest id from @id on, with a reference, or NULL; the table's generation. */
struct mcl_plan *mcl_table_next(struct mcl_net *mn, u32 id, u32 *generation)
{
	const struct mcl_table *table;
	struct mcl_plan *plan;

	do {
		rcu_read_lock();
		table = rcu_dereference(mn->table);
		*generation = table ? table->generation : 0;
		plan = table ? mcl_table_from(table, id) : NULL;
		if (!plan || refcount_inc_not_zero(&plan->refs)) {
			rcu_read_unlock();
			return plan;
		}
		rcu_read_unlock();
	} while (true);
}
