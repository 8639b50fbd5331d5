/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _MCL_CONNECTION_H
#define _MCL_CONNECTION_H

#include <linux/in6.h>
#include <linux/types.h>

struct mcl_net;

/* An MPTCP connection by its first subflow, from the client's side. */
struct mcl_connection {
	u32 token;
	u16 family;		/* AF_INET6 also for an IPv4 connection of an IPv6 socket */
	struct in6_addr local;	/* an IPv4 address is the first word */
	struct in6_addr remote;
	u16 source_port;
	u16 remote_port;
};

int mcl_connection_act(struct mcl_net *mn, const struct mcl_connection *connection);

#endif /* _MCL_CONNECTION_H */
