// SPDX-License-Identifier: GPL-2.0-only
/* Counters of plans and namespaces, and their attributes. */
#include <net/netlink.h>

#include "stats.h"

void mcl_stats_refused(struct mcl_net_stats *stats, int err)
{
	int number = err < 0 && -err < MCL_ERRNOS ? -err : 0;

	atomic64_inc(&stats->counters[MPTCP_CL_STATS_REFUSED]);
	atomic64_inc(&stats->errnos[number]);
}

int mcl_put_counters(struct sk_buff *skb, const atomic64_t *counters, int n)
{
	int i;

	for (i = MPTCP_CL_STATS_HITS; i < n; i++)
		if (nla_put_u64_64bit(skb, i, atomic64_read(&counters[i]), MPTCP_CL_STATS_PAD))
			return -EMSGSIZE;
	return 0;
}

int mcl_put_errnos(struct sk_buff *skb, const struct mcl_net_stats *stats)
{
	int i;

	for (i = 0; i < MCL_ERRNOS; i++) {
		u64 count = atomic64_read(&stats->errnos[i]);
		struct nlattr *nest;

		if (!count)
			continue;
		nest = nla_nest_start(skb, MPTCP_CL_STATS_ERRNO);
		if (!nest ||
		    nla_put_u32(skb, MPTCP_CL_ERRNO_NUMBER, i) ||
		    nla_put_u64_64bit(skb, MPTCP_CL_ERRNO_COUNT, count, MPTCP_CL_ERRNO_PAD))
			return -EMSGSIZE;
		nla_nest_end(skb, nest);
	}
	return 0;
}
