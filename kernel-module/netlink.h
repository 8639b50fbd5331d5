/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _MCL_NETLINK_H
#define _MCL_NETLINK_H

#include <linux/types.h>

struct net;
struct nlmsghdr;
struct sk_buff;
struct socket;

int mcl_netlink_open(struct net *net, int protocol, struct socket **sock);
int mcl_netlink_name(struct socket *sock);
int mcl_netlink_set(struct socket *sock, int option, int value);
int mcl_netlink_send(struct socket *sock, struct sk_buff *skb);
int mcl_netlink_receive(struct socket *sock, void *buffer, size_t size);
struct nlmsghdr *mcl_netlink_put(struct sk_buff *skb, u16 type, u32 seq, u16 flags, u8 command,
				 u8 version);

#endif /* _MCL_NETLINK_H */
