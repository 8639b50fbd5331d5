// SPDX-License-Identifier: GPL-2.0-only
/*
 * Requests that are wrong: each has to be refused with its errno and its own words, must name the
 * attribute where there is one, and must leave the table as it was. KTAP on stdout.
 */
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <linux/genetlink.h>
#include <linux/mptcp_crosslayer.h>

#include "netlink.h"

#define LENGTH(array)	(sizeof(array) / sizeof((array)[0]))

static int sock;
static struct family family;
static struct message message;
static int checks, failures;

static void report(int passed, const char *name)
{
	printf("%sok %d %s\n", passed ? "" : "not ", ++checks, name);
	failures += !passed;
}

/* ---- plans with one thing wrong ---- */

enum fault {
	SOUND,
	NO_ID, ID_0, SHORT_ID, NO_REMOTE, NO_PATH,
	NO_ADDRESS, TWO_ADDRESSES, SHORT_ADDRESS, NO_LENGTH, LENGTH_33, LENGTH_129, HOST_BITS, HOST_BITS6,
	OTHER_FAMILY, MAX_0,
	NO_NUMBER, NUMBER_0, NUMBER_TWICE, NO_PORTS, EMPTY_PORTS, ODD_PORTS, PORT_0, PORTS_4097, PATHS_17,
	ARRAYS, UNKNOWN_FLAG, NO_FIRST, FIRST_0, NO_PATHS, PATHS_BEYOND, PATHS_UNKNOWN,
	UNKNOWN_ATTRIBUTE, NOT_NESTED, STATS_GIVEN, LONG_EXPIRES,
};

static void put_prefix(enum fault fault, int type)
{
	uint8_t ipv6[16] = { 0xfd, [15] = fault == HOST_BITS6 };
	uint8_t ipv4[4] = { 10, 0, 0, fault == HOST_BITS };
	int six = fault == LENGTH_129 || fault == HOST_BITS6 ||
		  (fault == OTHER_FAMILY && type == MPTCP_CL_PLAN_LOCAL);
	size_t nest = message_nest(&message, type);

	if (fault != NO_ADDRESS && (!six || fault == TWO_ADDRESSES))
		message_put(&message, MPTCP_CL_PREFIX_ADDR4, ipv4,
			    sizeof(ipv4) - (fault == SHORT_ADDRESS));
	if (six || fault == TWO_ADDRESSES)
		message_put(&message, MPTCP_CL_PREFIX_ADDR6, ipv6, sizeof(ipv6));
	if (fault != NO_LENGTH)
		message_put_u8(&message, MPTCP_CL_PREFIX_LENGTH,
			       fault == LENGTH_33 ? 33 : fault == LENGTH_129 ? 129 : six ? 64 : 24);
	message_end(&message, nest);
}

static void put_path(enum fault fault, uint8_t number, size_t n)
{
	static uint16_t ports[MPTCP_CL_MAX_PORTS + 1];
	size_t nest = message_nest(&message, MPTCP_CL_PLAN_PATH), i;

	for (i = 0; i < n; i++)
		ports[i] = fault == PORT_0 ? 0 : 20000 + i;
	if (fault != NO_NUMBER)
		message_put_u8(&message, MPTCP_CL_PATH_NUMBER, fault == NUMBER_0 ? 0 : number);
	if (fault != NO_PORTS)
		message_put(&message, MPTCP_CL_PATH_SOURCE_PORTS, ports,
			    fault == ODD_PORTS ? 3 : n * sizeof(*ports));
	if (fault == UNKNOWN_FLAG)
		message_put_u32(&message, MPTCP_CL_PATH_FLAGS, 1U << 31);
	message_end(&message, nest);
}

static void put_paths(enum fault fault)
{
	int n = fault == NO_PATH ? 0 : fault == PATHS_17 ? 17 : fault == ARRAYS ? 8 : 2, i;
	size_t ports = fault == EMPTY_PORTS ? 0 : fault == PORTS_4097 ? 4097 : fault == ARRAYS ? 4000 : 2;

	for (i = 1; i <= n; i++)
		put_path(fault, fault == NUMBER_TWICE ? 1 : i, ports);
}

static void put_initial(enum fault fault)
{
	uint8_t paths[] = { 1, 2, 0, fault == PATHS_UNKNOWN ? 9 : 0 };
	size_t nest = message_nest(&message, MPTCP_CL_PLAN_INITIAL);

	if (fault != NO_FIRST)
		message_put_u16(&message, MPTCP_CL_INITIAL_FIRST_PORT,
				fault == FIRST_0 ? 0 : fault == PATHS_BEYOND ? 65533 : 40000);
	if (fault != NO_PATHS)
		message_put(&message, MPTCP_CL_INITIAL_PATHS, paths, sizeof(paths));
	message_end(&message, nest);
}

static void put_plan(enum fault fault)
{
	size_t nest;

	if (fault == NOT_NESTED) {
		message_put_u32(&message, MPTCP_CL_A_PLAN, 1);
		return;
	}
	nest = message_nest(&message, MPTCP_CL_A_PLAN);
	if (fault == SHORT_ID)
		message_put_u16(&message, MPTCP_CL_PLAN_ID, 1);
	else if (fault != NO_ID)
		message_put_u32(&message, MPTCP_CL_PLAN_ID, fault != ID_0);
	if (fault != NO_REMOTE)
		put_prefix(fault, MPTCP_CL_PLAN_REMOTE);
	if (fault == OTHER_FAMILY)
		put_prefix(fault, MPTCP_CL_PLAN_LOCAL);
	if (fault == MAX_0)
		message_put_u8(&message, MPTCP_CL_PLAN_MAX_SUBFLOWS, 0);
	put_paths(fault);
	put_initial(fault);
	if (fault == UNKNOWN_ATTRIBUTE)
		message_put_u32(&message, 100, 0);
	if (fault == STATS_GIVEN)
		message_end(&message, message_nest(&message, MPTCP_CL_PLAN_STATS));
	if (fault == LONG_EXPIRES)
		message_put_u64(&message, MPTCP_CL_PLAN_EXPIRES, 1);
	message_end(&message, nest);
}

/* Texts that begin with '~' are the kernel's own, of which a part has to be there. */
static const struct {
	enum fault fault;
	int err;
	const char *text;
	const char *name;	/* if the text isn't one */
} faults[] = {
	{ NO_ID, EINVAL, "a plan needs ID, not 0" },
	{ ID_0, EINVAL, "a plan needs ID, not 0" },
	{ SHORT_ID, EINVAL, "~attribute", "an ID of 2 bytes" },
	{ NO_REMOTE, EINVAL, "a plan needs REMOTE" },
	{ NO_PATH, EINVAL, "a plan needs at least one PATH" },
	{ NO_ADDRESS, EINVAL, "a prefix needs either ADDR4 or ADDR6" },
	{ TWO_ADDRESSES, EINVAL, "a prefix needs either ADDR4 or ADDR6" },
	{ SHORT_ADDRESS, EINVAL, "ADDR4 must have 4 bytes, ADDR6 16" },
	{ NO_LENGTH, EINVAL, "a prefix needs LENGTH" },
	{ LENGTH_33, EINVAL, "LENGTH of a prefix must be at most 32 (IPv4) or 128 (IPv6)" },
	{ LENGTH_129, EINVAL, "LENGTH of a prefix must be at most 32 (IPv4) or 128 (IPv6)" },
	{ HOST_BITS, EINVAL, "address of a prefix has bits set beyond LENGTH" },
	{ HOST_BITS6, EINVAL, "address of a prefix has bits set beyond LENGTH" },
	{ OTHER_FAMILY, EINVAL, "LOCAL and REMOTE must be of one address family" },
	{ MAX_0, EINVAL, "MAX_SUBFLOWS must be at least 1" },
	{ NO_NUMBER, EINVAL, "a path needs NUMBER, 1..255" },
	{ NUMBER_0, EINVAL, "a path needs NUMBER, 1..255" },
	{ NUMBER_TWICE, EINVAL, "NUMBER of a path is already another path's" },
	{ NO_PORTS, EINVAL, "a path needs SOURCE_PORTS" },
	{ EMPTY_PORTS, EINVAL, "a path needs SOURCE_PORTS" },
	{ ODD_PORTS, EINVAL, "SOURCE_PORTS must be an array of u16" },
	{ PORT_0, EINVAL, "a source port must not be 0" },
	{ PORTS_4097, E2BIG, "at most 4096 SOURCE_PORTS in a path" },
	{ PATHS_17, E2BIG, "at most 16 paths in a plan" },
	{ ARRAYS, E2BIG, "SOURCE_PORTS and PATHS of a plan take more than 60000 bytes" },
	{ UNKNOWN_FLAG, EINVAL, "unknown FLAGS of a path" },
	{ NO_FIRST, EINVAL, "INITIAL needs FIRST_PORT, 1..65535" },
	{ FIRST_0, EINVAL, "INITIAL needs FIRST_PORT, 1..65535" },
	{ NO_PATHS, EINVAL, "INITIAL needs PATHS" },
	{ PATHS_BEYOND, EINVAL, "PATHS of INITIAL reach beyond port 65535" },
	{ PATHS_UNKNOWN, EINVAL, "PATHS of INITIAL name a path that the plan hasn't" },
	{ UNKNOWN_ATTRIBUTE, EINVAL, "~Unknown attribute", "an unknown attribute" },
	{ NOT_NESTED, EINVAL, "~NLA_F_NESTED", "PLAN is not nested" },
	{ STATS_GIVEN, EINVAL, "~nsupported attribute", "STATS in a request" },
	{ LONG_EXPIRES, EINVAL, "~attribute", "EXPIRES of 8 bytes" },
};

static uint32_t table_plans, table_generation;

static void read_table(const struct nlmsghdr *answer)
{
	const struct nlattr *stats = answer_attribute(answer, MPTCP_CL_A_STATS);

	table_plans = attribute_number(attribute_nested(stats, MPTCP_CL_STATS_PLANS));
	table_generation = attribute_number(answer_attribute(answer, MPTCP_CL_A_GENERATION));
}

static uint32_t generation(void)
{
	struct message request = { 0 };

	message_start(&request, family.id, 0, MPTCP_CL_CMD_STATS_GET);
	if (netlink_ask(sock, &request, read_table).err)
		errx(1, "no statistics");
	free(request.bytes);
	return table_generation;
}

/* Asks, and compares the refusal. */
static void refuse(const char *name, int wanted_err, const char *wanted, int wants_offset)
{
	uint32_t before = generation();
	struct verdict verdict = netlink_ask(sock, &message, NULL);
	int same = wanted[0] == '~' ? strstr(verdict.text, wanted + 1) != NULL
				    : !strcmp(verdict.text, wanted);
	int passed = verdict.err == wanted_err && same && (!wants_offset || verdict.offset) &&
		     generation() == before;

	report(passed, name);
	if (!passed)
		printf("# wanted %s \"%s\", got %s \"%s\" at offset %u\n",
		       strerrorname_np(wanted_err), wanted,
		       verdict.err ? strerrorname_np(verdict.err) : "success", verdict.text,
		       verdict.offset);
}

static void check_plans(void)
{
	char name[160];
	size_t i;

	for (i = 0; i < LENGTH(faults); i++) {
		message_start(&message, family.id, 0, MPTCP_CL_CMD_PLAN_ADD);
		put_plan(faults[i].fault);
		snprintf(name, sizeof(name), "plan %d: %s", faults[i].fault,
			 faults[i].name ?: faults[i].text);
		refuse(name, faults[i].err, faults[i].text, 1);
	}
}

/* ---- other requests ---- */

static void check_commands(void)
{
	message_start(&message, family.id, 0, MPTCP_CL_CMD_PLAN_ADD);
	refuse("PLAN_ADD without a plan", EINVAL, "PLAN is missing", 0);
	message_start(&message, family.id, 0, MPTCP_CL_CMD_PLAN_REPLACE);
	refuse("PLAN_REPLACE without a plan", EINVAL, "PLAN is missing", 0);
	message_start(&message, family.id, 0, MPTCP_CL_CMD_PLAN_DELETE);
	refuse("PLAN_DELETE without an id", EINVAL, "PLAN_ID is missing", 0);
	message_start(&message, family.id, 0, MPTCP_CL_CMD_PLAN_GET);
	refuse("PLAN_GET without an id", EINVAL, "PLAN_ID is missing", 0);
	message_start(&message, family.id, 0, MPTCP_CL_CMD_SETTINGS_SET);
	refuse("SETTINGS_SET without settings", EINVAL, "SETTINGS is missing", 0);
	message_start(&message, family.id, 0, MPTCP_CL_CMD_BATCH);
	refuse("an empty batch", EINVAL, "a batch needs at least one OPERATION", 0);
	message_start(&message, family.id, 0, MPTCP_CL_CMD_PLAN_FLUSH);
	message_put_u32(&message, MPTCP_CL_A_PLAN_ID, 1);
	refuse("an attribute that the command hasn't", EINVAL, "~nknown attribute", 1);
	message_start(&message, family.id, 0, MPTCP_CL_CMD_PLAN_DELETE);
	put_plan(SOUND);
	refuse("another command's attribute", EINVAL, "~not expected", 1);
	message_start(&message, family.id, 0, 99);
	refuse("an unknown command", EOPNOTSUPP, "", 0);
}

static void operation(int type, const char *wanted)
{
	size_t nest;

	message_start(&message, family.id, 0, MPTCP_CL_CMD_BATCH);
	nest = message_nest(&message, MPTCP_CL_A_OPERATION);
	if (type)
		message_put_u8(&message, MPTCP_CL_OP_TYPE, type);
	message_end(&message, nest);
	refuse(wanted, EINVAL, wanted, 1);
}

static void check_operations(void)
{
	operation(0, "TYPE of an operation must be ADD, REPLACE, DELETE or FLUSH");
	operation(5, "TYPE of an operation must be ADD, REPLACE, DELETE or FLUSH");
	operation(MPTCP_CL_OP_TYPE_ADD, "ADD and REPLACE need a PLAN");
	operation(MPTCP_CL_OP_TYPE_REPLACE, "ADD and REPLACE need a PLAN");
	operation(MPTCP_CL_OP_TYPE_DELETE, "DELETE needs a PLAN_ID");
}

static void setting(int type, int size, uint32_t value, const char *wanted)
{
	size_t nest;

	message_start(&message, family.id, 0, MPTCP_CL_CMD_SETTINGS_SET);
	nest = message_nest(&message, MPTCP_CL_A_SETTINGS);
	message_put(&message, type, &value, size);
	message_end(&message, nest);
	refuse(wanted, ERANGE, wanted, 1);
}

static void check_settings(void)
{
	setting(MPTCP_CL_SETTINGS_MAX_PLANS, 4, UINT32_MAX,
		"MAX_PLANS is above the module's parameter max_plans");
	setting(MPTCP_CL_SETTINGS_MAX_MEMORY, 4, UINT32_MAX,
		"MAX_MEMORY is above the module's parameter max_memory");
	setting(MPTCP_CL_SETTINGS_FIRST_ADDRESS_ID, 1, 0, "FIRST_ADDRESS_ID must be 1..LAST_ADDRESS_ID");
	setting(MPTCP_CL_SETTINGS_LAST_ADDRESS_ID, 1, 1, "FIRST_ADDRESS_ID must be 1..LAST_ADDRESS_ID");
	setting(MPTCP_CL_SETTINGS_MAX_ATTEMPTS, 1, 0, "MAX_ATTEMPTS must be at least 1");
	setting(MPTCP_CL_SETTINGS_ACCEPT_JOINS, 1, 2, "ACCEPT_JOINS must be 0 or 1");
}

/* ---- attributes of another size than theirs ---- */

/* The attributes around it, from the outside, and itself; 0 where it is at an outer level. */
static const struct {
	uint8_t command;
	uint8_t types[4];
	uint8_t size;		/* what it should have; 0: it should be nested */
	const char *name;
} sizes[] = {
	{ MPTCP_CL_CMD_PLAN_DELETE, { MPTCP_CL_A_PLAN_ID }, 4, "PLAN_ID" },
	{ MPTCP_CL_CMD_PLAN_ADD, { MPTCP_CL_A_PLAN }, 0, "PLAN" },
	{ MPTCP_CL_CMD_BATCH, { MPTCP_CL_A_OPERATION }, 0, "OPERATION" },
	{ MPTCP_CL_CMD_SETTINGS_SET, { MPTCP_CL_A_SETTINGS }, 0, "SETTINGS" },
#define IN_PLAN(type, size) { MPTCP_CL_CMD_PLAN_ADD, { MPTCP_CL_A_PLAN, MPTCP_CL_PLAN_##type }, size, #type }
	IN_PLAN(ID, 4), IN_PLAN(PRIORITY, 4), IN_PLAN(REMOTE, 0), IN_PLAN(LOCAL, 0), IN_PLAN(REMOTE_PORT, 2),
	IN_PLAN(MAX_SUBFLOWS, 1), IN_PLAN(PATH, 0), IN_PLAN(INITIAL, 0), IN_PLAN(EXPIRES, 4), IN_PLAN(COOKIE, 8),
#define INNER(outer, type, size) \
	{ MPTCP_CL_CMD_PLAN_ADD, { MPTCP_CL_A_PLAN, MPTCP_CL_PLAN_##outer, MPTCP_CL_##type }, size, #type }
	INNER(REMOTE, PREFIX_LENGTH, 1), INNER(PATH, PATH_NUMBER, 1), INNER(PATH, PATH_FLAGS, 4),
	INNER(INITIAL, INITIAL_FIRST_PORT, 2),
#define IN_OPERATION(type, size) { MPTCP_CL_CMD_BATCH, { MPTCP_CL_A_OPERATION, MPTCP_CL_OP_##type }, size, "OP_" #type }
	IN_OPERATION(TYPE, 1), IN_OPERATION(PLAN, 0), IN_OPERATION(PLAN_ID, 4),
#define SETTING(type, size) { MPTCP_CL_CMD_SETTINGS_SET, { MPTCP_CL_A_SETTINGS, MPTCP_CL_SETTINGS_##type }, size, #type }
	SETTING(MAX_PLANS, 4), SETTING(MAX_MEMORY, 4), SETTING(FIRST_ADDRESS_ID, 1), SETTING(LAST_ADDRESS_ID, 1),
	SETTING(MAX_ATTEMPTS, 1), SETTING(ACCEPT_JOINS, 1),
};

/* A sound operation or plan would not do better: the kernel checks sizes first. */
static void put_sized(const uint8_t *types, size_t size)
{
	static const char zeros[16];
	size_t nest;

	if (!types[1]) {
		message_put(&message, types[0], zeros, size);
		return;
	}
	nest = message_nest(&message, types[0]);
	put_sized(types + 1, size);
	message_end(&message, nest);
}

static void check_sizes(void)
{
	char name[80];
	size_t i;
	int change;

	for (i = 0; i < LENGTH(sizes); i++) {
		for (change = -1; change <= 1; change += 2) {
			if (!sizes[i].size && change < 0)
				continue;
			message_start(&message, family.id, 0, sizes[i].command);
			put_sized(sizes[i].types, sizes[i].size ? sizes[i].size + change : 4);
			snprintf(name, sizeof(name), "%s %s", sizes[i].name,
				 !sizes[i].size ? "that is not nested" : change < 0 ? "too short" : "too long");
			refuse(name, EINVAL, sizes[i].size ? "~length" : "~NLA_F_NESTED", 1);
		}
	}
}

/* Without privileges, in a process of its own; with @flags in namespaces of its own. 0 if allowed. */
static int ask_unprivileged(int flags)
{
	int status;
	pid_t child = fork();

	if (child < 0)
		err(1, "fork");
	if (!child) {
		if (setgid(65534) || setuid(65534) || (flags && unshare(flags)))
			err(99, "privileges");
		sock = netlink_open();
		message_start(&message, family.id, 0, MPTCP_CL_CMD_PLAN_ADD);
		put_plan(SOUND);
		_exit(netlink_ask(sock, &message, NULL).err);
	}
	waitpid(child, &status, 0);
	return WEXITSTATUS(status);
}

static void check_privileges(void)
{
	report(ask_unprivileged(0) == EPERM, "EPERM without CAP_NET_ADMIN");
	report(ask_unprivileged(CLONE_NEWUSER | CLONE_NEWNET) == 0,
	       "allowed with CAP_NET_ADMIN in the user namespace of the network namespace");
}

int main(void)
{
	sock = netlink_open();
	family = netlink_family(sock, MPTCP_CL_NAME, MPTCP_CL_EVENTS_GROUP);
	puts("KTAP version 1");
	fflush(stdout);
	check_plans();
	check_commands();
	check_operations();
	check_settings();
	check_sizes();
	fflush(stdout);
	check_privileges();
	generation();
	report(table_plans == 0, "no plan has been made");
	message_start(&message, family.id, 0, MPTCP_CL_CMD_PLAN_ADD);
	put_plan(SOUND);
	report(!netlink_ask(sock, &message, NULL).err, "the same plan without a fault is accepted");
	message_start(&message, family.id, 0, MPTCP_CL_CMD_PLAN_FLUSH);
	report(!netlink_ask(sock, &message, NULL).err, "and flushed");
	printf("1..%d\n", checks);
	return failures != 0;
}
