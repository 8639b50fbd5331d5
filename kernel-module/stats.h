/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _MCL_STATS_H
#define _MCL_STATS_H

#include <linux/atomic.h>
#include <linux/mptcp_crosslayer.h>
#include <linux/types.h>

struct sk_buff;

/* Counters are numbered by their attributes. */
#define MCL_PLAN_COUNTERS	(MPTCP_CL_STATS_TAKEN + 1)
#define MCL_NET_COUNTERS	(MPTCP_CL_STATS_EXPIRED + 1)
/* Errnos of the generic table all fit; a stranger one is counted as 0. */
#define MCL_ERRNOS		134

/* Written by one namespace's worker, read by anybody. */
struct mcl_net_stats {
	atomic64_t counters[MCL_NET_COUNTERS];
	atomic64_t errnos[MCL_ERRNOS];
};

void mcl_stats_refused(struct mcl_net_stats *stats, int err);
int mcl_put_counters(struct sk_buff *skb, const atomic64_t *counters, int n);
int mcl_put_errnos(struct sk_buff *skb, const struct mcl_net_stats *stats);

#endif /* _MCL_STATS_H */
