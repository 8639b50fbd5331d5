// SPDX-License-Identifier: GPL-2.0-only
/*
 * Connections whose events were not heard, found by socket diagnostics: those that were made from
 * here, have a plan, and no subflow but the first. Others are left alone, because somebody has
 * decided about them already.
 */
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/hash.h>
#include <linux/inet_diag.h>
#include <linux/mptcp.h>
#include <linux/net.h>
#include <linux/slab.h>
#include <linux/sock_diag.h>
#include <net/netlink.h>
#include <net/tcp_states.h>

#include "connection.h"
#include "net.h"
#include "netlink.h"
#include "notify.h"
#include "rescan.h"

#define MCL_RESCAN_BITS		10
/* A dump's messages are at most 32 KiB, else the buffer's size. */
#define MCL_RESCAN_BUFFER	32768

/* A connection that the dump showed. */
struct mcl_seen {
	struct hlist_node node;
	bool candidate;		/* its first subflow is up, and was made from here */
	bool joined;		/* it has others */
	bool done;		/* acted on: its event, should it come, is old */
	struct mcl_connection connection;
};

static struct mcl_seen *mcl_seen_find(struct mcl_net *mn, u32 token)
{
	struct hlist_head *bucket = &mn->listener.rescanned[hash_32(token, MCL_RESCAN_BITS)];
	struct mcl_seen *seen;

	hlist_for_each_entry(seen, bucket, node)
		if (seen->connection.token == token)
			return seen;
	return NULL;
}

static struct mcl_seen *mcl_seen_get(struct mcl_net *mn, u32 token)
{
	struct mcl_seen *seen = mcl_seen_find(mn, token);

	if (seen)
		return seen;
	seen = kzalloc(sizeof(*seen), GFP_KERNEL);
	if (!seen)
		return NULL;
	seen->connection.token = token;
	hlist_add_head(&seen->node, &mn->listener.rescanned[hash_32(token, MCL_RESCAN_BITS)]);
	return seen;
}

static int mcl_ask_sockets(struct socket *sock, u8 family, u32 seq)
{
	struct inet_diag_req_v2 request = {
		.sdiag_family = family,
		.sdiag_protocol = IPPROTO_TCP,
		.idiag_ext = 1 << (INET_DIAG_INFO - 1),	/* what MPTCP says comes with it */
		.idiag_states = 1 << TCP_ESTABLISHED | 1 << TCP_SYN_SENT,
	};
	struct nlmsghdr *nlh;
	struct sk_buff *skb;
	int err = -EMSGSIZE;

	skb = nlmsg_new(sizeof(request), GFP_KERNEL);
	if (!skb)
		return -ENOMEM;
	nlh = nlmsg_put(skb, 0, seq, SOCK_DIAG_BY_FAMILY, sizeof(request),
			NLM_F_REQUEST | NLM_F_DUMP);
	if (nlh) {
		memcpy(nlmsg_data(nlh), &request, sizeof(request));
		nlmsg_end(skb, nlh);
		err = mcl_netlink_send(sock, skb);
	}
	kfree_skb(skb);
	return err;
}

static bool mcl_subflow_info(const struct nlmsghdr *nlh, u32 *token, u32 *flags)
{
	const struct nlattr *ulp, *mptcp, *token_attr, *flags_attr;

	ulp = nlmsg_find_attr(nlh, sizeof(struct inet_diag_msg), INET_DIAG_ULP_INFO);
	mptcp = ulp ? nla_find_nested(ulp, INET_ULP_INFO_MPTCP) : NULL;
	token_attr = mptcp ? nla_find_nested(mptcp, MPTCP_SUBFLOW_ATTR_TOKEN_LOC) : NULL;
	flags_attr = mptcp ? nla_find_nested(mptcp, MPTCP_SUBFLOW_ATTR_FLAGS) : NULL;
	if (!token_attr || nla_len(token_attr) < (int)sizeof(u32) ||
	    !flags_attr || nla_len(flags_attr) < (int)sizeof(u32))
		return false;
	*token = nla_get_u32(token_attr);
	*flags = nla_get_u32(flags_attr);
	return true;
}

static void mcl_see_socket(struct mcl_net *mn, const struct nlmsghdr *nlh)
{
	const u32 first = MPTCP_SUBFLOW_FLAG_MCAP_LOC | MPTCP_SUBFLOW_FLAG_MCAP_REM |
			  MPTCP_SUBFLOW_FLAG_FULLY_ESTABLISHED;
	const struct inet_diag_msg *diag = nlmsg_data(nlh);
	struct mcl_connection *connection;
	struct mcl_seen *seen;
	u32 token, flags;

	if (nlmsg_len(nlh) < (int)sizeof(*diag) || !mcl_subflow_info(nlh, &token, &flags))
		return;
	seen = mcl_seen_get(mn, token);
	if (!seen)
		return;
	if (flags & (MPTCP_SUBFLOW_FLAG_JOIN_LOC | MPTCP_SUBFLOW_FLAG_JOIN_REM)) {
		seen->joined = true;
		return;
	}
	if ((flags & first) != first)	/* made by the peer, or its event is still to come */
		return;
	seen->candidate = true;
	connection = &seen->connection;
	connection->family = diag->idiag_family;
	memcpy(&connection->local, diag->id.idiag_src, sizeof(connection->local));
	memcpy(&connection->remote, diag->id.idiag_dst, sizeof(connection->remote));
	connection->source_port = ntohs(diag->id.idiag_sport);
	connection->remote_port = ntohs(diag->id.idiag_dport);
}

/* Reads one dump to its end. */
static int mcl_read_sockets(struct mcl_net *mn, struct socket *sock, void *buffer)
{
	for (;;) {
		int len = mcl_netlink_receive(sock, buffer, MCL_RESCAN_BUFFER);
		struct nlmsghdr *nlh;

		if (len < 0)
			return len;
		nlmsg_for_each_msg(nlh, buffer, len, len) {
			if (nlh->nlmsg_type == NLMSG_DONE)
				return 0;
			if (nlh->nlmsg_type == NLMSG_ERROR)
				return -EOPNOTSUPP;
			if (nlh->nlmsg_type == SOCK_DIAG_BY_FAMILY)
				mcl_see_socket(mn, nlh);
		}
		cond_resched();
	}
}

static int mcl_see_sockets(struct mcl_net *mn)
{
	void *buffer = kvmalloc(MCL_RESCAN_BUFFER, GFP_KERNEL);
	struct socket *sock;
	struct file *file;
	int err;

	if (!buffer)
		return -ENOMEM;
	err = mcl_netlink_open(mn->net, NETLINK_SOCK_DIAG, &sock);
	if (err)
		goto out;
	/* Socket diagnostics look for the asker's user namespace in the socket's file. */
	file = sock_alloc_file(sock, 0, NULL);
	if (IS_ERR(file)) {		/* it has released the socket */
		err = PTR_ERR(file);
		goto out;
	}
	err = mcl_ask_sockets(sock, AF_INET, 1) ?: mcl_read_sockets(mn, sock, buffer);
	if (!err && IS_ENABLED(CONFIG_MPTCP_IPV6))
		err = mcl_ask_sockets(sock, AF_INET6, 2) ?: mcl_read_sockets(mn, sock, buffer);
	/* Releases the socket now: it must be gone before the namespace is. */
	__fput_sync(file);
out:
	kvfree(buffer);
	return err;
}

static u32 mcl_act_on_seen(struct mcl_net *mn)
{
	struct mcl_seen *seen;
	u32 count = 0;
	int i;

	for (i = 0; i < 1 << MCL_RESCAN_BITS; i++) {
		hlist_for_each_entry(seen, &mn->listener.rescanned[i], node) {
			if (test_bit(MCL_ENDING, &mn->listener.flags))
				return count;
			if (!seen->candidate || seen->joined)
				continue;
			/* Not connected any more, or not yet: then there will be an event. */
			if (mcl_connection_act(mn, &seen->connection) == -ENOTCONN)
				continue;
			seen->done = true;
			count++;
			cond_resched();
		}
	}
	return count;
}

/* For the worker, while it listens. */
void mcl_rescan(struct mcl_net *mn)
{
	struct mcl_event event = { .command = MPTCP_CL_EVENT_RESCANNED };

	mcl_rescan_forget(mn);
	mn->listener.rescanned = kcalloc(1 << MCL_RESCAN_BITS, sizeof(struct hlist_head),
					 GFP_KERNEL);
	event.err = mn->listener.rescanned ? mcl_see_sockets(mn) : -ENOMEM;
	if (!event.err)
		event.count = mcl_act_on_seen(mn);
	atomic64_inc(&mn->stats.counters[MPTCP_CL_STATS_RESCANS]);
	mcl_notify(mn, &event);
}

/* Whether the last rescan has acted on the connection. */
bool mcl_rescan_done(struct mcl_net *mn, u32 token)
{
	const struct mcl_seen *seen = mn->listener.rescanned ? mcl_seen_find(mn, token) : NULL;

	return seen && seen->done;
}

/* When all events have been heard that were sent before the rescan's end. */
void mcl_rescan_forget(struct mcl_net *mn)
{
	struct mcl_seen *seen;
	struct hlist_node *next;
	int i;

	if (!mn->listener.rescanned)
		return;
	for (i = 0; i < 1 << MCL_RESCAN_BITS; i++)
		hlist_for_each_entry_safe(seen, next, &mn->listener.rescanned[i], node)
			kfree(seen);
	kfree(mn->listener.rescanned);
	mn->listener.rescanned = NULL;
}
