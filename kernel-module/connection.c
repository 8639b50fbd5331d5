// SPDX-License-Identifier: GPL-2.0-only
/* What is done for a connection: find its plan and open one subflow on each of its paths. */
#include <linux/errno.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <net/ipv6.h>

#include "connection.h"
#include "net.h"
#include "notify.h"
#include "pm.h"

/* How far a path of the plan is. */
struct mcl_progress {
	const struct mcl_path *path;
	u32 tried;		/* source ports */
	bool settled;		/* opened, refused, exhausted or left out */
};

/* The work on one connection; too large for the stack. */
struct mcl_attempt {
	struct mcl_net *mn;
	const struct mcl_connection *connection;
	struct mcl_plan *plan;
	u32 next_id;
	u32 last_id;
	u32 max_tries;
	u8 opened;
	int last_error;
	struct mcl_progress paths[MPTCP_CL_MAX_PATHS];
	/* one round */
	int n;
	u8 asked[MPTCP_CL_MAX_PATHS];		/* positions of paths */
	struct mcl_request requests[MPTCP_CL_MAX_PATHS];
};

static struct mcl_key mcl_key_of(const struct mcl_connection *connection)
{
	struct mcl_key key = {
		.family = connection->family == AF_INET ? MCL_IPV4 : MCL_IPV6,
		.remote = connection->remote,
		.local = connection->local,
		.remote_port = connection->remote_port,
	};

	/* On the wire, an IPv4 connection of an IPv6 socket is an IPv4 connection. */
	if (key.family == MCL_IPV6 && ipv6_addr_v4mapped(&connection->remote) &&
	    ipv6_addr_v4mapped(&connection->local)) {
		key.family = MCL_IPV4;
		key.remote = (struct in6_addr){ .s6_addr32 = { connection->remote.s6_addr32[3] } };
		key.local = (struct in6_addr){ .s6_addr32 = { connection->local.s6_addr32[3] } };
	}
	return key;
}

static void mcl_count(struct mcl_attempt *attempt, int counter)
{
	atomic64_inc(&attempt->mn->stats.counters[counter]);
	atomic64_inc(&attempt->plan->state->counters[counter]);
}

static void mcl_refused(struct mcl_attempt *attempt, const struct mcl_path *path,
			const struct mcl_request *request)
{
	struct mcl_event event = {
		.command = MPTCP_CL_EVENT_REFUSED,
		.token = attempt->connection->token,
		.plan_id = attempt->plan->id,
		.path = path->number,
		.source_port = request->source_port,
		.err = request->err,
		.message = request->message,
	};

	mcl_stats_refused(&attempt->mn->stats, request->err);
	atomic64_inc(&attempt->plan->state->counters[MPTCP_CL_STATS_REFUSED]);
	attempt->last_error = request->err;
	mcl_notify(attempt->mn, &event);
}

static void mcl_exhausted(struct mcl_attempt *attempt, struct mcl_progress *progress)
{
	struct mcl_event event = {
		.command = MPTCP_CL_EVENT_EXHAUSTED,
		.token = attempt->connection->token,
		.plan_id = attempt->plan->id,
		.path = progress->path->number,
	};

	progress->settled = true;
	mcl_count(attempt, MPTCP_CL_STATS_EXHAUSTED);
	mcl_notify(attempt->mn, &event);
}

static void mcl_hit(struct mcl_attempt *attempt)
{
	struct mcl_event event = {
		.command = MPTCP_CL_EVENT_HIT,
		.token = attempt->connection->token,
		.plan_id = attempt->plan->id,
		.opened = attempt->opened,
	};

	mcl_notify(attempt->mn, &event);
}

/* Leaves out the path that the connection is on already. */
static void mcl_prepare(struct mcl_attempt *attempt)
{
	const struct mcl_plan *plan = attempt->plan;
	bool taken = false;
	int i;

	for (i = 0; i < plan->n_paths; i++) {
		struct mcl_progress *progress = &attempt->paths[i];

		progress->path = &plan->paths[i];
		if (taken || !mcl_plan_on_path(plan, progress->path,
					       attempt->connection->source_port))
			continue;
		taken = true;
		progress->settled = true;
		mcl_count(attempt, MPTCP_CL_STATS_TAKEN);
	}
}

/*
 * The next candidates: one for each path that is not settled, while subflows are wanted. Every
 * attempt has an address id of its own, because the kernel may keep the pair of id and address of
 * one that failed, and then refuses the id with another port.
 */
static void mcl_choose(struct mcl_attempt *attempt)
{
	int i;

	attempt->n = 0;
	for (i = 0; i < attempt->plan->n_paths; i++) {
		struct mcl_progress *progress = &attempt->paths[i];
		const struct mcl_path *path = progress->path;
		struct mcl_request *request = &attempt->requests[attempt->n];
		u32 cursor;

		if (progress->settled)
			continue;
		if (attempt->opened + attempt->n >= attempt->plan->max_subflows)
			return;
		if (progress->tried >= min(path->n_ports, attempt->max_tries) ||
		    attempt->next_id > attempt->last_id) {
			mcl_exhausted(attempt, progress);
			continue;
		}
		cursor = atomic_fetch_inc(&attempt->plan->state->cursors[i]);
		request->source_port = path->ports[cursor % path->n_ports];
		request->address_id = attempt->next_id++;
		request->backup = path->flags & MPTCP_CL_PATH_F_BACKUP;
		progress->tried++;
		attempt->asked[attempt->n++] = i;
	}
}

static void mcl_read_results(struct mcl_attempt *attempt)
{
	int i;

	for (i = 0; i < attempt->n; i++) {
		struct mcl_progress *progress = &attempt->paths[attempt->asked[i]];
		const struct mcl_request *request = &attempt->requests[i];

		switch (request->err) {
		case 0:
			progress->settled = true;
			attempt->opened++;
			mcl_count(attempt, MPTCP_CL_STATS_OPENED);
			break;
		case -EADDRINUSE:
		case -EADDRNOTAVAIL:
			/*
			 * Bound by another socket, or in TIME_WAIT; with SO_REUSEADDR only
			 * connect() notices, with the latter error.
			 */
			mcl_count(attempt, MPTCP_CL_STATS_BUSY_PORTS);
			break;
		default:
			progress->settled = true;
			mcl_refused(attempt, progress->path, request);
		}
	}
}

static void mcl_carry_out(struct mcl_attempt *attempt)
{
	mcl_count(attempt, MPTCP_CL_STATS_HITS);
	mcl_prepare(attempt);
	for (mcl_choose(attempt); attempt->n; mcl_choose(attempt)) {
		mcl_pm_create(attempt->mn, attempt->connection, attempt->requests, attempt->n);
		mcl_read_results(attempt);
	}
	mcl_hit(attempt);
}

/*
 * Opens the subflows of a connection's plan. Returns their number, -ENOENT without a plan, or why
 * none could be opened. For the worker.
 */
int mcl_connection_act(struct mcl_net *mn, const struct mcl_connection *connection)
{
	struct mcl_key key = mcl_key_of(connection);
	struct mcl_attempt *attempt;
	struct mcl_plan *plan;
	int result;

	plan = mcl_table_match(mn, &key);
	if (!plan) {
		atomic64_inc(&mn->stats.counters[MPTCP_CL_STATS_MISSES]);
		return -ENOENT;
	}
	attempt = kzalloc(sizeof(*attempt), GFP_KERNEL);
	if (!attempt) {
		mcl_plan_put(plan);
		return -ENOMEM;
	}
	attempt->mn = mn;
	attempt->connection = connection;
	attempt->plan = plan;
	attempt->next_id = READ_ONCE(mn->settings.first_address_id);
	attempt->last_id = READ_ONCE(mn->settings.last_address_id);
	attempt->max_tries = READ_ONCE(mn->settings.max_attempts);
	mcl_carry_out(attempt);
	result = attempt->opened ?: attempt->last_error;
	kfree(attempt);
	mcl_plan_put(plan);
	return result;
}
