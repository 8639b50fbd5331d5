// SPDX-License-Identifier: GPL-2.0-only
/*
 * Requests that are damaged at random: fuzz EXECUTIONS [SEED]
 *
 * Sound requests of every kind are the seeds; bytes and lengths of attributes are changed, parts cut off or doubled.
 * The kernel has to answer each one, and must work as before in the end; that it does nothing worse is seen by
 * panic_on_warn and, on a debug kernel, by KASAN. KTAP on stdout, with the executions counted by answer.
 */
#include <err.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <linux/genetlink.h>
#include <linux/mptcp_crosslayer.h>

#include "netlink.h"

#define HEADERS		(NLMSG_HDRLEN + GENL_HDRLEN)
#define ERRNOS		134

static int sock;
static struct family family;
static struct message message;
static unsigned long answers[ERRNOS];
static uint32_t left;

/* xorshift: the same sequence for the same seed, everywhere. */
static uint32_t state = 1;

static uint32_t draw(uint32_t below)
{
	state ^= state << 13;
	state ^= state >> 17;
	state ^= state << 5;
	return state % below;
}

static void put_plan(int type)
{
	uint16_t ports[] = { 20000, 20001, 20002 };
	uint8_t address[4] = { 10, draw(4), 0, 0 }, initial[] = { 1, 2, 1, 2 };
	size_t plan = message_nest(&message, type), nest;
	int i;

	message_put_u32(&message, MPTCP_CL_PLAN_ID, 1 + draw(50));
	message_put_u32(&message, MPTCP_CL_PLAN_PRIORITY, draw(8));
	nest = message_nest(&message, MPTCP_CL_PLAN_REMOTE);
	message_put(&message, MPTCP_CL_PREFIX_ADDR4, address, sizeof(address));
	message_put_u8(&message, MPTCP_CL_PREFIX_LENGTH, 16 + draw(17));
	message_end(&message, nest);
	for (i = 1; i <= 2; i++) {
		nest = message_nest(&message, MPTCP_CL_PLAN_PATH);
		message_put_u8(&message, MPTCP_CL_PATH_NUMBER, i);
		message_put(&message, MPTCP_CL_PATH_SOURCE_PORTS, ports, sizeof(ports));
		message_put_u32(&message, MPTCP_CL_PATH_FLAGS, draw(2));
		message_end(&message, nest);
	}
	nest = message_nest(&message, MPTCP_CL_PLAN_INITIAL);
	message_put_u16(&message, MPTCP_CL_INITIAL_FIRST_PORT, 40000);
	message_put(&message, MPTCP_CL_INITIAL_PATHS, initial, sizeof(initial));
	message_end(&message, nest);
	message_put_u32(&message, MPTCP_CL_PLAN_EXPIRES, draw(100));
	message_put_u64(&message, MPTCP_CL_PLAN_COOKIE, draw(100));
	message_end(&message, plan);
}

static void put_batch(void)
{
	int operations = 1 + draw(4), i;

	for (i = 0; i < operations; i++) {
		size_t nest = message_nest(&message, MPTCP_CL_A_OPERATION);

		message_put_u8(&message, MPTCP_CL_OP_TYPE, 1 + draw(4));
		put_plan(MPTCP_CL_OP_PLAN);
		message_put_u32(&message, MPTCP_CL_OP_PLAN_ID, 1 + draw(50));
		message_end(&message, nest);
	}
}

static void put_settings(void)
{
	size_t nest = message_nest(&message, MPTCP_CL_A_SETTINGS);

	message_put_u32(&message, MPTCP_CL_SETTINGS_MAX_PLANS, 40 + draw(20));
	message_put_u8(&message, MPTCP_CL_SETTINGS_MAX_ATTEMPTS, 1 + draw(8));
	message_put_u8(&message, MPTCP_CL_SETTINGS_ACCEPT_JOINS, draw(2));
	message_end(&message, nest);
}

static void put_sound_request(void)
{
	int command = MPTCP_CL_CMD_PLAN_ADD + draw(MPTCP_CL_CMD_RESCAN);

	message_start(&message, family.id, 0, command);
	switch (command) {
	case MPTCP_CL_CMD_PLAN_ADD:
	case MPTCP_CL_CMD_PLAN_REPLACE:
		put_plan(MPTCP_CL_A_PLAN);
		break;
	case MPTCP_CL_CMD_PLAN_DELETE:
	case MPTCP_CL_CMD_PLAN_GET:
		message_put_u32(&message, MPTCP_CL_A_PLAN_ID, 1 + draw(50));
		break;
	case MPTCP_CL_CMD_BATCH:
		put_batch();
		break;
	case MPTCP_CL_CMD_SETTINGS_SET:
		put_settings();
		break;
	}
}

/* Leaves the netlink header and the command alone: others check those. */
static void damage(void)
{
	uint32_t changes = 1 + draw(4), i;

	for (i = 0; i < changes && message.used > HEADERS; i++) {
		size_t where = HEADERS + draw(message.used - HEADERS);

		switch (draw(4)) {
		case 0:
			message.bytes[where] = draw(256);
			break;
		case 1:
			message.bytes[where] ^= 1 << draw(8);
			break;
		case 2:		/* a length or a type: the headers are at multiples of 4 */
			*(uint16_t *)(message.bytes + (where & ~3UL)) = draw(64);
			break;
		case 3:
			message.used = where;
			break;
		}
	}
}

static void read_stats(const struct nlmsghdr *answer)
{
	const struct nlattr *stats = answer_attribute(answer, MPTCP_CL_A_STATS);

	left = attribute_number(attribute_nested(stats, MPTCP_CL_STATS_PLANS));
}

static int ask(int command, answer_reader reader)
{
	message_start(&message, family.id, 0, command);
	return netlink_ask(sock, &message, reader).err;
}

int main(int argc, char **argv)
{
	unsigned long executions = argc > 1 ? strtoul(argv[1], NULL, 10) : 1000, i;
	int sound;

	if (argc > 2)
		state = strtoul(argv[2], NULL, 10) ?: 1;
	sock = netlink_open();
	family = netlink_family(sock, MPTCP_CL_NAME, MPTCP_CL_EVENTS_GROUP);
	for (i = 0; i < executions; i++) {
		struct verdict verdict;

		put_sound_request();
		damage();
		verdict = netlink_ask(sock, &message, NULL);
		answers[verdict.err < ERRNOS ? verdict.err : 0]++;
	}
	puts("KTAP version 1");
	printf("# %lu executions:", executions);
	for (i = 0; i < ERRNOS; i++)
		if (answers[i])
			printf(" %s %lu", i ? strerrorname_np(i) : "accepted", answers[i]);
	putchar('\n');
	sound = !ask(MPTCP_CL_CMD_PLAN_FLUSH, NULL) && !ask(MPTCP_CL_CMD_STATS_GET, read_stats) &&
		!left;
	printf("%sok 1 every damaged request was answered, and the table works\n1..1\n",
	       sound ? "" : "not ");
	return !sound;
}
