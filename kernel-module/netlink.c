// SPDX-License-Identifier: GPL-2.0-only
/*
 * The kernel as a netlink client of itself: the path manager exports no functions to modules, but
 * its netlink interface is stable. Everything here may sleep.
 */
#include <linux/net.h>
#include <linux/netlink.h>
#include <linux/skbuff.h>
#include <net/genetlink.h>
#include <net/sock.h>

#include "netlink.h"

int mcl_netlink_open(struct net *net, int protocol, struct socket **sock)
{
	/* A kernel socket: it doesn't keep the namespace alive. */
	return sock_create_kern(net, PF_NETLINK, SOCK_RAW, protocol, sock);
}

int mcl_netlink_set(struct socket *sock, int option, int value)
{
	return sock->ops->setsockopt(sock, SOL_NETLINK, option, KERNEL_SOCKPTR(&value),
				     sizeof(value));
}

/* Sends the messages in @skb to the kernel, which handles them before this returns. */
int mcl_netlink_send(struct socket *sock, struct sk_buff *skb)
{
	/*
	 * The destination has to be named although it is the default: only then are permissions
	 * those of the sending task. Else the kernel looks for the socket's file, but it has none.
	 */
	struct sockaddr_nl kernel = { .nl_family = AF_NETLINK };
	struct msghdr msg = { .msg_name = &kernel, .msg_namelen = sizeof(kernel) };
	struct kvec vec = { .iov_base = skb->data, .iov_len = skb->len };
	int sent = kernel_sendmsg(sock, &msg, &vec, 1, skb->len);

	return sent < 0 ? sent : 0;
}

/*
 * The length of the next message from the kernel; -EAGAIN: none; -ENOBUFS: some were lost.
 * Messages that did not come from the kernel are dropped.
 */
int mcl_netlink_receive(struct socket *sock, void *buffer, size_t size)
{
	for (;;) {
		struct sockaddr_nl from = { };
		struct msghdr msg = { .msg_name = &from, .msg_namelen = sizeof(from) };
		struct kvec vec = { .iov_base = buffer, .iov_len = size };
		int len = kernel_recvmsg(sock, &msg, &vec, 1, size, MSG_DONTWAIT);

		if (len < 0)
			return len;
		if (!from.nl_pid && !(msg.msg_flags & MSG_TRUNC))
			return len;
	}
}

/*
 * Gives the socket a port id, without which multicasts pass it by: it would have the kernel's own.
 * The first message that is sent does so; this one asks for nothing. (kernel_bind() would do too,
 * but the type of its argument is not the same in all versions.)
 */
int mcl_netlink_name(struct socket *sock)
{
	struct sk_buff *skb = nlmsg_new(0, GFP_KERNEL);
	int err = -EMSGSIZE;

	if (!skb)
		return -ENOMEM;
	if (nlmsg_put(skb, 0, 0, NLMSG_NOOP, 0, 0))
		err = mcl_netlink_send(sock, skb);
	kfree_skb(skb);
	return err;
}

/* Starts a generic netlink request. */
struct nlmsghdr *mcl_netlink_put(struct sk_buff *skb, u16 type, u32 seq, u16 flags, u8 command,
				 u8 version)
{
	struct nlmsghdr *nlh = nlmsg_put(skb, 0, seq, type, GENL_HDRLEN, NLM_F_REQUEST | flags);
	struct genlmsghdr *header;

	if (!nlh)
		return NULL;
	header = nlmsg_data(nlh);
	header->cmd = command;
	header->version = version;
	header->reserved = 0;
	return nlh;
}
