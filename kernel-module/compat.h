/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What differs between the kernels that this module is built for. Features are probed: distribution
 * kernels carry backports, so version numbers say nothing.
 */
#ifndef _MCL_COMPAT_H
#define _MCL_COMPAT_H

#include <linux/mptcp.h>
#include <net/genetlink.h>

/* Bits of MPTCP_ATTR_FLAGS. Before 6.18 the server's side is told by an attribute of its own. */
#define MCL_EV_FLAG_DENY_JOIN_ID0	BIT(0)
#define MCL_EV_FLAG_SERVER_SIDE		BIT(1)

/* Without it (before 6.7 and its backports) everybody in the namespace may read events. */
#ifdef GENL_MCAST_CAP_NET_ADMIN
#define MCL_EVENTS_GROUP_FLAGS		.flags = GENL_MCAST_CAP_NET_ADMIN,
#else
#define MCL_EVENTS_GROUP_FLAGS
#endif

#endif /* _MCL_COMPAT_H */
