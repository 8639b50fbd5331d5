// SPDX-License-Identifier: GPL-2.0-only
/* The family's events. One that cannot be sent is lost: statistics count what matters. */
#include <net/genetlink.h>

#include "family.h"
#include "net.h"
#include "notify.h"

static int mcl_put_event(struct sk_buff *skb, const struct mcl_event *event)
{
	struct nlattr *nest = nla_nest_start(skb, MPTCP_CL_A_EVENT);

	if (!nest)
		return -EMSGSIZE;
	if (event->token && nla_put_u32(skb, MPTCP_CL_EVENT_A_TOKEN, event->token))
		return -EMSGSIZE;
	if (event->plan_id && nla_put_u32(skb, MPTCP_CL_EVENT_A_PLAN_ID, event->plan_id))
		return -EMSGSIZE;
	if (event->path && nla_put_u8(skb, MPTCP_CL_EVENT_A_PATH, event->path))
		return -EMSGSIZE;
	if (event->source_port &&
	    nla_put_u16(skb, MPTCP_CL_EVENT_A_SOURCE_PORT, event->source_port))
		return -EMSGSIZE;
	if (event->err && nla_put_u32(skb, MPTCP_CL_EVENT_A_ERRNO, -event->err))
		return -EMSGSIZE;
	if (event->message && event->message[0] &&
	    nla_put_string(skb, MPTCP_CL_EVENT_A_MESSAGE, event->message))
		return -EMSGSIZE;
	if (event->command == MPTCP_CL_EVENT_HIT &&
	    nla_put_u8(skb, MPTCP_CL_EVENT_A_OPENED, event->opened))
		return -EMSGSIZE;
	if ((event->count || event->command == MPTCP_CL_EVENT_RESCANNED) &&
	    nla_put_u32(skb, MPTCP_CL_EVENT_A_COUNT, event->count))
		return -EMSGSIZE;
	nla_nest_end(skb, nest);
	return 0;
}

void mcl_notify(struct mcl_net *mn, const struct mcl_event *event)
{
	struct sk_buff *skb;
	void *header;

	/* The group's number is nobody's once the family is gone. */
	if (READ_ONCE(mcl_unloading) ||
	    !genl_has_listeners(&mcl_family, mn->net, MCL_GROUP_EVENTS))
		return;
	skb = genlmsg_new(GENLMSG_DEFAULT_SIZE, GFP_KERNEL);
	if (!skb)
		return;
	header = genlmsg_put(skb, 0, 0, &mcl_family, 0, event->command);
	if (!header || mcl_put_event(skb, event)) {
		kfree_skb(skb);
		return;
	}
	genlmsg_end(skb, header);
	genlmsg_multicast_netns(&mcl_family, mn->net, skb, 0, MCL_GROUP_EVENTS, GFP_KERNEL);
}
