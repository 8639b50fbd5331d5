// SPDX-License-Identifier: GPL-2.0-only
/*
 * The module's work in user space, for comparison: daemon FIRST_SOURCE_PORT SUBFLOWS
 * When a connection is established from here, opens SUBFLOWS subflows from the next source ports.
 * IPv4 only. Says "following" when it listens.
 */
#include <err.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>

#include <linux/genetlink.h>

#include "netlink.h"

/* What it needs of linux/mptcp.h, which is older than 5.19 on some machines. */
enum { EVENT_ESTABLISHED = 2, COMMAND_SUBFLOW_CREATE = 10 };
enum { ATTR_ADDR = 1, ATTR_TOKEN = 4, ATTR_ADDR_REMOTE = 6 };
enum { ADDR_FAMILY = 1, ADDR_ID = 2, ADDR_ADDR4 = 3, ADDR_PORT = 5 };
enum { EVENT_TOKEN = 1, EVENT_SADDR4 = 5, EVENT_DADDR4 = 7, EVENT_DPORT = 10, EVENT_SERVER_SIDE = 18 };

static struct message message;
static uint16_t next_port;

static void put_address(int type, uint32_t address, uint16_t port, uint8_t id)
{
	size_t nest = message_nest(&message, type);

	message_put_u16(&message, ADDR_FAMILY, AF_INET);
	message_put_u32(&message, ADDR_ADDR4, address);
	message_put_u16(&message, ADDR_PORT, port);
	if (id)
		message_put_u8(&message, ADDR_ID, id);
	message_end(&message, nest);
}

static void open_subflows(int sock, uint16_t family, const struct nlmsghdr *event, int subflows)
{
	/* Network order in events, host order in requests. */
	uint16_t port = attribute_number(answer_attribute(event, EVENT_DPORT));
	int i;

	for (i = 1; i <= subflows; i++) {
		message_start(&message, family, 0, COMMAND_SUBFLOW_CREATE);
		message_put_u32(&message, ATTR_TOKEN,
				attribute_number(answer_attribute(event, EVENT_TOKEN)));
		put_address(ATTR_ADDR, attribute_number(answer_attribute(event, EVENT_SADDR4)),
			    next_port++, i);
		put_address(ATTR_ADDR_REMOTE,
			    attribute_number(answer_attribute(event, EVENT_DADDR4)),
			    port << 8 | port >> 8, 0);
		netlink_send(sock, &message);
	}
}

int main(int argc, char **argv)
{
	static char bytes[16384];
	struct nlmsghdr *nlh = (struct nlmsghdr *)bytes;
	struct family family;
	int sock;

	if (argc != 3)
		errx(2, "usage: daemon FIRST_SOURCE_PORT SUBFLOWS");
	next_port = atoi(argv[1]);
	sock = netlink_open();
	family = netlink_family(sock, "mptcp_pm", "mptcp_pm_events");
	netlink_join(sock, family.events);
	puts("following");
	fflush(stdout);
	for (;;) {
		ssize_t length = recv(sock, bytes, sizeof(bytes), 0);

		if (length <= 0 || nlh->nlmsg_type != family.id ||
		    ((struct genlmsghdr *)NLMSG_DATA(nlh))->cmd != EVENT_ESTABLISHED ||
		    attribute_number(answer_attribute(nlh, EVENT_SERVER_SIDE)))
			continue;
		open_subflows(sock, family.id, nlh, atoi(argv[2]));
	}
}
