// SPDX-License-Identifier: GPL-2.0-only
/* The kernel's path manager, family "mptcp_pm": its number, its events, its SUBFLOW_CREATE. */
#include <linux/net.h>
#include <linux/netlink.h>
#include <linux/slab.h>
#include <net/genetlink.h>
#include <net/net_namespace.h>

#include "compat.h"
#include "connection.h"
#include "net.h"
#include "netlink.h"
#include "pm.h"

/* A SUBFLOW_CREATE has two nested addresses: some 140 bytes for IPv6. */
#define MCL_REQUEST_ROOM	192

/* The same in all namespaces, for as long as the kernel runs. */
static u16 mcl_pm_family;
static u32 mcl_pm_events;

static bool mcl_pm_creates_subflows(const struct nlattr *ops)
{
	struct nlattr *tb[CTRL_ATTR_OP_MAX + 1];
	const struct nlattr *op;
	int rem;

	nla_for_each_nested(op, ops, rem)
		if (!nla_parse_nested_deprecated(tb, CTRL_ATTR_OP_MAX, op, NULL, NULL) &&
		    tb[CTRL_ATTR_OP_ID] &&
		    nla_get_u32(tb[CTRL_ATTR_OP_ID]) == MPTCP_PM_CMD_SUBFLOW_CREATE)
			return true;
	return false;
}

static u32 mcl_pm_group(const struct nlattr *groups)
{
	struct nlattr *tb[CTRL_ATTR_MCAST_GRP_MAX + 1];
	const struct nlattr *group;
	int rem;

	nla_for_each_nested(group, groups, rem)
		if (!nla_parse_nested_deprecated(tb, CTRL_ATTR_MCAST_GRP_MAX, group, NULL, NULL) &&
		    tb[CTRL_ATTR_MCAST_GRP_NAME] && tb[CTRL_ATTR_MCAST_GRP_ID] &&
		    !nla_strcmp(tb[CTRL_ATTR_MCAST_GRP_NAME], MPTCP_PM_EV_GRP_NAME))
			return nla_get_u32(tb[CTRL_ATTR_MCAST_GRP_ID]);
	return 0;
}

static int mcl_pm_read_family(const struct nlmsghdr *nlh)
{
	struct nlattr *tb[CTRL_ATTR_MAX + 1];

	if (nlh->nlmsg_type == NLMSG_ERROR)
		return -EOPNOTSUPP;
	if (nlmsg_parse_deprecated(nlh, GENL_HDRLEN, tb, CTRL_ATTR_MAX, NULL, NULL) ||
	    !tb[CTRL_ATTR_FAMILY_ID] || !tb[CTRL_ATTR_MCAST_GROUPS] || !tb[CTRL_ATTR_OPS])
		return -EBADMSG;
	if (!mcl_pm_creates_subflows(tb[CTRL_ATTR_OPS]))
		return -EOPNOTSUPP;
	mcl_pm_family = nla_get_u16(tb[CTRL_ATTR_FAMILY_ID]);
	mcl_pm_events = mcl_pm_group(tb[CTRL_ATTR_MCAST_GROUPS]);
	return mcl_pm_events ? 0 : -EOPNOTSUPP;
}

static int mcl_pm_ask_family(struct socket *sock, void *buffer)
{
	struct nlmsghdr *nlh;
	struct sk_buff *skb;
	int err = -EMSGSIZE, len;

	skb = nlmsg_new(NLMSG_DEFAULT_SIZE, GFP_KERNEL);
	if (!skb)
		return -ENOMEM;
	nlh = mcl_netlink_put(skb, GENL_ID_CTRL, 1, 0, CTRL_CMD_GETFAMILY, 1);
	if (!nlh || nla_put_string(skb, CTRL_ATTR_FAMILY_NAME, MPTCP_PM_NAME))
		goto out;
	nlmsg_end(skb, nlh);
	err = mcl_netlink_send(sock, skb);
	if (err)
		goto out;
	len = mcl_netlink_receive(sock, buffer, MCL_BUFFER);
	nlh = buffer;
	err = len < 0 ? len : nlmsg_ok(nlh, len) ? mcl_pm_read_family(nlh) : -EBADMSG;
out:
	kfree_skb(skb);
	return err;
}

/* Looks the path manager up, as a program would; -EOPNOTSUPP if this kernel has none for us. */
int mcl_pm_resolve(void)
{
	void *buffer = kmalloc(MCL_BUFFER, GFP_KERNEL);
	struct socket *sock;
	int err;

	if (!buffer)
		return -ENOMEM;
	err = mcl_netlink_open(&init_net, NETLINK_GENERIC, &sock);
	if (!err) {
		err = mcl_pm_ask_family(sock, buffer);
		sock_release(sock);
	}
	kfree(buffer);
	return err;
}

/* Has the path manager's events sent to the socket. */
int mcl_pm_listen(struct socket *sock)
{
	int err = mcl_netlink_name(sock);

	return err ?: mcl_netlink_set(sock, NETLINK_ADD_MEMBERSHIP, mcl_pm_events);
}

static int mcl_pm_put_address(struct sk_buff *skb, int type, u16 family,
			      const struct in6_addr *address, u16 port,
			      const struct mcl_request *request)
{
	bool ipv4 = family == AF_INET;
	struct nlattr *nest = nla_nest_start(skb, type);

	if (!nest ||
	    nla_put_u16(skb, MPTCP_PM_ADDR_ATTR_FAMILY, family) ||
	    nla_put(skb, ipv4 ? MPTCP_PM_ADDR_ATTR_ADDR4 : MPTCP_PM_ADDR_ATTR_ADDR6,
		    ipv4 ? sizeof(__be32) : sizeof(*address), address) ||
	    nla_put_u16(skb, MPTCP_PM_ADDR_ATTR_PORT, port))
		return -EMSGSIZE;
	if (request && nla_put_u8(skb, MPTCP_PM_ADDR_ATTR_ID, request->address_id))
		return -EMSGSIZE;
	if (request && request->backup &&
	    nla_put_u32(skb, MPTCP_PM_ADDR_ATTR_FLAGS, MPTCP_PM_ADDR_FLAG_BACKUP))
		return -EMSGSIZE;
	nla_nest_end(skb, nest);
	return 0;
}

static int mcl_pm_put_create(struct sk_buff *skb, const struct mcl_connection *connection,
			     const struct mcl_request *request, u32 seq)
{
	struct nlmsghdr *nlh = mcl_netlink_put(skb, mcl_pm_family, seq, NLM_F_ACK,
					       MPTCP_PM_CMD_SUBFLOW_CREATE, MPTCP_PM_VER);

	if (!nlh ||
	    nla_put_u32(skb, MPTCP_PM_ATTR_TOKEN, connection->token) ||
	    mcl_pm_put_address(skb, MPTCP_PM_ATTR_ADDR, connection->family, &connection->local,
			       request->source_port, request) ||
	    mcl_pm_put_address(skb, MPTCP_PM_ATTR_ADDR_REMOTE, connection->family,
			       &connection->remote, connection->remote_port, NULL))
		return -EMSGSIZE;
	nlmsg_end(skb, nlh);
	return 0;
}

/* The text of an extended acknowledgment. The sockets have NETLINK_CAP_ACK. */
static void mcl_pm_read_message(const struct nlmsghdr *nlh, struct mcl_request *request)
{
	const struct nlattr *text;

	if (!(nlh->nlmsg_flags & NLM_F_ACK_TLVS) || !(nlh->nlmsg_flags & NLM_F_CAPPED))
		return;
	text = nlmsg_find_attr(nlh, sizeof(struct nlmsgerr), NLMSGERR_ATTR_MSG);
	if (text)
		nla_strscpy(request->message, text, sizeof(request->message));
}

static void mcl_pm_read_answers(struct mcl_net *mn, struct mcl_request *requests, int n,
				u32 first_seq)
{
	struct mcl_listener *listener = &mn->listener;
	struct nlmsghdr *nlh = listener->buffer;
	int len;

	for (;;) {
		len = mcl_netlink_receive(listener->requests, listener->buffer, MCL_BUFFER);
		if (len == -ENOBUFS)
			continue;
		if (len < 0)
			return;
		if (!nlmsg_ok(nlh, len) || nlh->nlmsg_type != NLMSG_ERROR ||
		    nlmsg_len(nlh) < (int)sizeof(struct nlmsgerr) ||
		    nlh->nlmsg_seq - first_seq >= n)
			continue;
		requests[nlh->nlmsg_seq - first_seq].err =
			((struct nlmsgerr *)nlmsg_data(nlh))->error;
		mcl_pm_read_message(nlh, &requests[nlh->nlmsg_seq - first_seq]);
	}
}

/* Asks for subflows, all in one message; the answers are in @requests afterwards. */
void mcl_pm_create(struct mcl_net *mn, const struct mcl_connection *connection,
		   struct mcl_request *requests, int n)
{
	u32 first_seq = mn->listener.seq + 1;
	struct sk_buff *skb;
	int err = 0, i;

	for (i = 0; i < n; i++) {
		requests[i].err = -ENOBUFS;	/* should there be no answer */
		requests[i].message[0] = '\0';
	}
	skb = nlmsg_new(n * MCL_REQUEST_ROOM, GFP_KERNEL);
	if (!skb)
		return;
	for (i = 0; i < n && !err; i++)
		err = mcl_pm_put_create(skb, connection, &requests[i], ++mn->listener.seq);
	if (!WARN_ON_ONCE(err))
		err = mcl_netlink_send(mn->listener.requests, skb);
	kfree_skb(skb);
	if (err) {
		for (i = 0; i < n; i++)
			requests[i].err = err;
		return;
	}
	mcl_pm_read_answers(mn, requests, n, first_seq);
}

static bool mcl_pm_read_addresses(struct nlattr **tb, struct mcl_connection *connection)
{
	bool ipv4 = connection->family == AF_INET;
	const struct nlattr *local = tb[ipv4 ? MPTCP_ATTR_SADDR4 : MPTCP_ATTR_SADDR6];
	const struct nlattr *remote = tb[ipv4 ? MPTCP_ATTR_DADDR4 : MPTCP_ATTR_DADDR6];
	int length = ipv4 ? sizeof(__be32) : sizeof(struct in6_addr);

	if ((!ipv4 && connection->family != AF_INET6) || !local || !remote ||
	    nla_len(local) != length || nla_len(remote) != length)
		return false;
	memcpy(&connection->local, nla_data(local), length);
	memcpy(&connection->remote, nla_data(remote), length);
	return true;
}

/* What an event is about. ESTABLISHED and DENIED: a connection that was made from here. */
enum mcl_heard mcl_pm_event(const struct nlmsghdr *nlh, struct mcl_connection *connection)
{
	const struct genlmsghdr *header = nlmsg_data(nlh);
	struct nlattr *tb[MPTCP_ATTR_MAX + 1];
	u16 flags = 0;

	if (nlh->nlmsg_type != mcl_pm_family || nlmsg_len(nlh) < (int)GENL_HDRLEN ||
	    header->cmd != MPTCP_EVENT_ESTABLISHED ||
	    nlmsg_parse_deprecated(nlh, GENL_HDRLEN, tb, MPTCP_ATTR_MAX, NULL, NULL) ||
	    !tb[MPTCP_ATTR_TOKEN] || !tb[MPTCP_ATTR_FAMILY] || !tb[MPTCP_ATTR_SPORT] ||
	    !tb[MPTCP_ATTR_DPORT])
		return MCL_HEARD_OTHER;
	if (tb[MPTCP_ATTR_FLAGS])
		flags = nla_get_u16(tb[MPTCP_ATTR_FLAGS]);
	if ((flags & MCL_EV_FLAG_SERVER_SIDE) ||
	    (tb[MPTCP_ATTR_SERVER_SIDE] && nla_get_u8(tb[MPTCP_ATTR_SERVER_SIDE])))
		return MCL_HEARD_OTHER;

	memset(connection, 0, sizeof(*connection));
	connection->token = nla_get_u32(tb[MPTCP_ATTR_TOKEN]);
	connection->family = nla_get_u16(tb[MPTCP_ATTR_FAMILY]);
	connection->source_port = ntohs(nla_get_be16(tb[MPTCP_ATTR_SPORT]));
	connection->remote_port = ntohs(nla_get_be16(tb[MPTCP_ATTR_DPORT]));
	if (!mcl_pm_read_addresses(tb, connection))
		return MCL_HEARD_OTHER;
	return flags & MCL_EV_FLAG_DENY_JOIN_ID0 ? MCL_HEARD_DENIED : MCL_HEARD_ESTABLISHED;
}
