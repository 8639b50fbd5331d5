// SPDX-License-Identifier: GPL-2.0-only
/*
 * The module's family from the command line, for tests and for a look at a live table.
 *
 *   plans add|replace WORD...      id N remote PREFIX [local PREFIX] [port N] [priority N] [max N]
 *                                  [path NUMBER[b]:PORTS]... [initial FIRST:NUMBER,...]
 *                                  [expires MS] [cookie N]
 *                                  PORTS: 20000-20009 or 20000,20007,...; b: backup
 *   plans delete ID | flush | list | get ID | stats | settings
 *   plans set NAME VALUE...        max-plans, max-memory, first-id, last-id, attempts, accept-joins
 *   plans rescan
 *   plans batch OPERATION [-- OPERATION]...     add, replace, delete or flush, as above
 *   plans events                   prints events until it is killed
 *
 * A refusal is one line on stderr, "plans: ERRNO: TEXT", and exit status 1.
 */
#include <arpa/inet.h>
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include <linux/genetlink.h>
#include <linux/mptcp_crosslayer.h>

#include "netlink.h"

#define LENGTH(array)	(sizeof(array) / sizeof((array)[0]))

static int sock;
static struct family family;
static struct message message;

static void misuse(const char *what, const char *word)
{
	errx(2, "%s: '%s' (see the head of plans.c)", what, word ? word : "nothing");
}

static unsigned long number(const char *word)
{
	char *end;
	unsigned long value = strtoul(word ? word : "", &end, 0);

	if (!word || !*word || *end)
		misuse("expected a number", word);
	return value;
}

static void put_prefix(int type, const char *word)
{
	char text[INET6_ADDRSTRLEN + 5];
	unsigned char address[16];
	char *slash;
	size_t nest;
	int ipv6;

	if (!word || strlen(word) >= sizeof(text))
		misuse("expected ADDRESS/LENGTH", word);
	strcpy(text, word);
	slash = strchr(text, '/');
	if (!slash)
		misuse("expected ADDRESS/LENGTH", word);
	*slash = '\0';
	ipv6 = strchr(text, ':') != NULL;
	if (inet_pton(ipv6 ? AF_INET6 : AF_INET, text, address) != 1)
		misuse("not an address", word);
	nest = message_nest(&message, type);
	message_put(&message, ipv6 ? MPTCP_CL_PREFIX_ADDR6 : MPTCP_CL_PREFIX_ADDR4, address,
		    ipv6 ? 16 : 4);
	message_put_u8(&message, MPTCP_CL_PREFIX_LENGTH, number(slash + 1));
	message_end(&message, nest);
}

/* "1,2,7-9" into numbers. */
static size_t parse_list(const char *word, uint16_t *list, size_t room)
{
	size_t n = 0;

	while (*word) {
		char *end;
		unsigned long first = strtoul(word, &end, 10), last = first;

		if (end == word)
			misuse("expected numbers", word);
		if (*end == '-')
			last = strtoul(end + 1, &end, 10);
		for (; first <= last && n < room; first++)
			list[n++] = first;
		word = *end == ',' ? end + 1 : end;
		if (*end && *end != ',')
			misuse("expected numbers", end);
	}
	return n;
}

static void put_path(const char *word)
{
	static uint16_t ports[30000];
	size_t nest = message_nest(&message, MPTCP_CL_PLAN_PATH), n;
	char *end;

	if (!word)
		misuse("expected NUMBER:PORTS", word);
	message_put_u8(&message, MPTCP_CL_PATH_NUMBER, strtoul(word, &end, 10));
	if (*end == 'b')
		message_put_u32(&message, MPTCP_CL_PATH_FLAGS, MPTCP_CL_PATH_F_BACKUP);
	end += *end == 'b';
	if (*end != ':')
		misuse("expected NUMBER:PORTS", word);
	n = parse_list(end + 1, ports, LENGTH(ports));
	message_put(&message, MPTCP_CL_PATH_SOURCE_PORTS, ports, n * sizeof(*ports));
	message_end(&message, nest);
}

static void put_initial(const char *word)
{
	size_t nest = message_nest(&message, MPTCP_CL_PLAN_INITIAL), n, i;
	static uint16_t paths[60000];
	static uint8_t bytes[60000];
	char *end;

	if (!word)
		misuse("expected FIRST:NUMBERS", word);
	message_put_u16(&message, MPTCP_CL_INITIAL_FIRST_PORT, strtoul(word, &end, 10));
	if (*end != ':')
		misuse("expected FIRST:NUMBERS", word);
	n = parse_list(end + 1, paths, LENGTH(paths));
	for (i = 0; i < n; i++)
		bytes[i] = paths[i];
	message_put(&message, MPTCP_CL_INITIAL_PATHS, bytes, n);
	message_end(&message, nest);
}

/* The words up to the end or "--"; where it stopped. */
static char **put_plan(int type, char **word)
{
	size_t nest = message_nest(&message, type);

	for (; *word && strcmp(*word, "--"); word += word[1] ? 2 : 1) {
		if (!strcmp(*word, "id"))
			message_put_u32(&message, MPTCP_CL_PLAN_ID, number(word[1]));
		else if (!strcmp(*word, "priority"))
			message_put_u32(&message, MPTCP_CL_PLAN_PRIORITY, number(word[1]));
		else if (!strcmp(*word, "remote"))
			put_prefix(MPTCP_CL_PLAN_REMOTE, word[1]);
		else if (!strcmp(*word, "local"))
			put_prefix(MPTCP_CL_PLAN_LOCAL, word[1]);
		else if (!strcmp(*word, "port"))
			message_put_u16(&message, MPTCP_CL_PLAN_REMOTE_PORT, number(word[1]));
		else if (!strcmp(*word, "max"))
			message_put_u8(&message, MPTCP_CL_PLAN_MAX_SUBFLOWS, number(word[1]));
		else if (!strcmp(*word, "path"))
			put_path(word[1]);
		else if (!strcmp(*word, "initial"))
			put_initial(word[1]);
		else if (!strcmp(*word, "expires"))
			message_put_u32(&message, MPTCP_CL_PLAN_EXPIRES, number(word[1]));
		else if (!strcmp(*word, "cookie"))
			message_put_u64(&message, MPTCP_CL_PLAN_COOKIE, number(word[1]));
		else
			misuse("unknown word of a plan", *word);
	}
	message_end(&message, nest);
	return word;
}

static void put_batch(char **word)
{
	static const char *const types[] = { "", "add", "replace", "delete", "flush" };
	size_t type, nest;

	for (; *word; word += *word ? 1 : 0) {
		for (type = 1; type < LENGTH(types) && strcmp(*word, types[type]); type++)
			;
		nest = message_nest(&message, MPTCP_CL_A_OPERATION);
		message_put_u8(&message, MPTCP_CL_OP_TYPE, type);
		word++;
		if (type == MPTCP_CL_OP_TYPE_ADD || type == MPTCP_CL_OP_TYPE_REPLACE)
			word = put_plan(MPTCP_CL_OP_PLAN, word);
		else if (type == MPTCP_CL_OP_TYPE_DELETE)
			message_put_u32(&message, MPTCP_CL_OP_PLAN_ID, number(*word++));
		message_end(&message, nest);
		if (*word && strcmp(*word, "--"))
			misuse("expected --", *word);
		if (!*word)
			break;
	}
}

static const char *const setting_names[] = {
	[MPTCP_CL_SETTINGS_MAX_PLANS] = "max-plans",
	[MPTCP_CL_SETTINGS_MAX_MEMORY] = "max-memory",
	[MPTCP_CL_SETTINGS_FIRST_ADDRESS_ID] = "first-id",
	[MPTCP_CL_SETTINGS_LAST_ADDRESS_ID] = "last-id",
	[MPTCP_CL_SETTINGS_MAX_ATTEMPTS] = "attempts",
	[MPTCP_CL_SETTINGS_ACCEPT_JOINS] = "accept-joins",
};

static void put_settings(char **word)
{
	size_t nest = message_nest(&message, MPTCP_CL_A_SETTINGS), i;

	for (; *word; word += word[1] ? 2 : 1) {
		for (i = 1; i < LENGTH(setting_names) && strcmp(*word, setting_names[i]); i++)
			;
		if (i == LENGTH(setting_names))
			misuse("unknown setting", *word);
		if (i <= MPTCP_CL_SETTINGS_MAX_MEMORY)
			message_put_u32(&message, i, number(word[1]));
		else
			message_put_u8(&message, i, number(word[1]));
	}
	message_end(&message, nest);
}

static void print_prefix(const char *name, const struct nlattr *prefix)
{
	const struct nlattr *addr4 = attribute_nested(prefix, MPTCP_CL_PREFIX_ADDR4);
	const struct nlattr *addr6 = attribute_nested(prefix, MPTCP_CL_PREFIX_ADDR6);
	char text[INET6_ADDRSTRLEN];

	if (!prefix || (!addr4 && !addr6))
		return;
	inet_ntop(addr4 ? AF_INET : AF_INET6, attribute_data(addr4 ? addr4 : addr6), text,
		  sizeof(text));
	printf(" %s %s/%u", name, text,
	       (unsigned int)attribute_number(attribute_nested(prefix, MPTCP_CL_PREFIX_LENGTH)));
}

static void print_path(const struct nlattr *path)
{
	const struct nlattr *ports = attribute_nested(path, MPTCP_CL_PATH_SOURCE_PORTS);
	const uint16_t *list = attribute_data(ports);
	size_t n = attribute_length(ports) / sizeof(*list);

	printf(" path %u%s:%u..%u(%zu)",
	       (unsigned int)attribute_number(attribute_nested(path, MPTCP_CL_PATH_NUMBER)),
	       attribute_number(attribute_nested(path, MPTCP_CL_PATH_FLAGS)) ? "b" : "",
	       list[0], list[n - 1], n);
}

static const char *const counter_names[] = {
	[MPTCP_CL_STATS_HITS] = "hits",
	[MPTCP_CL_STATS_OPENED] = "opened",
	[MPTCP_CL_STATS_REFUSED] = "refused",
	[MPTCP_CL_STATS_BUSY_PORTS] = "busy-ports",
	[MPTCP_CL_STATS_EXHAUSTED] = "exhausted",
	[MPTCP_CL_STATS_TAKEN] = "taken",
	[MPTCP_CL_STATS_MISSES] = "misses",
	[MPTCP_CL_STATS_DENIED] = "denied",
	[MPTCP_CL_STATS_LOST] = "lost",
	[MPTCP_CL_STATS_RESCANS] = "rescans",
	[MPTCP_CL_STATS_EXPIRED] = "expired",
	[MPTCP_CL_STATS_PLANS] = "plans",
	[MPTCP_CL_STATS_MEMORY] = "memory",
	[MPTCP_CL_STATS_LISTENING] = "listening",
};

static void print_numbers(const struct nlattr *nest, const char *const *names, size_t n)
{
	size_t i;

	for (i = 1; i < n; i++)
		if (attribute_nested(nest, i))
			printf(" %s=%llu", names[i],
			       (unsigned long long)attribute_number(attribute_nested(nest, i)));
}

static void print_plan(const struct nlattr *plan)
{
	const void *end = attribute_next(plan);
	const struct nlattr *attr;

	printf("plan %u priority %u",
	       (unsigned int)attribute_number(attribute_nested(plan, MPTCP_CL_PLAN_ID)),
	       (unsigned int)attribute_number(attribute_nested(plan, MPTCP_CL_PLAN_PRIORITY)));
	print_prefix("remote", attribute_nested(plan, MPTCP_CL_PLAN_REMOTE));
	print_prefix("local", attribute_nested(plan, MPTCP_CL_PLAN_LOCAL));
	printf(" port %u max %u cookie %llu",
	       (unsigned int)attribute_number(attribute_nested(plan, MPTCP_CL_PLAN_REMOTE_PORT)),
	       (unsigned int)attribute_number(attribute_nested(plan, MPTCP_CL_PLAN_MAX_SUBFLOWS)),
	       (unsigned long long)attribute_number(attribute_nested(plan, MPTCP_CL_PLAN_COOKIE)));
	for (attr = attribute_data(plan); attribute_ok(attr, end); attr = attribute_next(attr))
		if ((attr->nla_type & NLA_TYPE_MASK) == MPTCP_CL_PLAN_PATH)
			print_path(attr);
	if (attribute_nested(plan, MPTCP_CL_PLAN_EXPIRES))
		printf(" expires");
	print_numbers(attribute_nested(plan, MPTCP_CL_PLAN_STATS), counter_names,
		      LENGTH(counter_names));
	putchar('\n');
}

static void print_stats(const struct nlattr *stats)
{
	const void *end = attribute_next(stats);
	const struct nlattr *attr;

	print_numbers(stats, counter_names, LENGTH(counter_names));
	for (attr = attribute_data(stats); attribute_ok(attr, end); attr = attribute_next(attr))
		if ((attr->nla_type & NLA_TYPE_MASK) == MPTCP_CL_STATS_ERRNO)
			printf(" %s=%llu",
			       strerrorname_np(attribute_number(
				       attribute_nested(attr, MPTCP_CL_ERRNO_NUMBER))),
			       (unsigned long long)attribute_number(
				       attribute_nested(attr, MPTCP_CL_ERRNO_COUNT)));
	putchar('\n');
}

static const char *const event_names[] = {
	[MPTCP_CL_EVENT_HIT] = "hit",
	[MPTCP_CL_EVENT_REFUSED] = "refused",
	[MPTCP_CL_EVENT_EXHAUSTED] = "exhausted",
	[MPTCP_CL_EVENT_LOST] = "lost",
	[MPTCP_CL_EVENT_EXPIRED] = "expired",
	[MPTCP_CL_EVENT_RESCANNED] = "rescanned",
	[MPTCP_CL_EVENT_DEAF] = "deaf",
};

static const char *const event_attributes[] = {
	[MPTCP_CL_EVENT_A_TOKEN] = "token",
	[MPTCP_CL_EVENT_A_PLAN_ID] = "plan",
	[MPTCP_CL_EVENT_A_PATH] = "path",
	[MPTCP_CL_EVENT_A_SOURCE_PORT] = "source-port",
	[MPTCP_CL_EVENT_A_ERRNO] = "errno",
	[MPTCP_CL_EVENT_A_OPENED] = "opened",
	[MPTCP_CL_EVENT_A_COUNT] = "count",
};

static void print_event(const struct nlmsghdr *nlh, const struct nlattr *event)
{
	const struct nlattr *text = attribute_nested(event, MPTCP_CL_EVENT_A_MESSAGE);
	size_t i;

	fputs(event_names[((struct genlmsghdr *)NLMSG_DATA(nlh))->cmd], stdout);
	for (i = 1; i < LENGTH(event_attributes); i++)
		if (event_attributes[i] && attribute_nested(event, i))
			printf(" %s=%llu", event_attributes[i],
			       (unsigned long long)attribute_number(attribute_nested(event, i)));
	printf("%s%s\n", text ? " " : "", text ? (const char *)attribute_data(text) : "");
	fflush(stdout);
}

static void print_answer(const struct nlmsghdr *nlh)
{
	const struct nlattr *plan = answer_attribute(nlh, MPTCP_CL_A_PLAN);
	const struct nlattr *stats = answer_attribute(nlh, MPTCP_CL_A_STATS);
	const struct nlattr *settings = answer_attribute(nlh, MPTCP_CL_A_SETTINGS);
	const struct nlattr *event = answer_attribute(nlh, MPTCP_CL_A_EVENT);

	if (plan)
		print_plan(plan);
	if (stats)
		print_stats(stats);
	if (settings) {
		print_numbers(settings, setting_names, LENGTH(setting_names));
		putchar('\n');
	}
	if (event)
		print_event(nlh, event);
}

static void follow_events(void)
{
	static char bytes[16384];

	netlink_join(sock, family.events);
	puts("following");
	fflush(stdout);
	for (;;) {
		ssize_t length = recv(sock, bytes, sizeof(bytes), 0);

		if (length > 0)
			print_answer((struct nlmsghdr *)bytes);
	}
}

static const struct {
	const char *name;
	int command;
	int flags;
} verbs[] = {
	{ "add", MPTCP_CL_CMD_PLAN_ADD, 0 },
	{ "replace", MPTCP_CL_CMD_PLAN_REPLACE, 0 },
	{ "delete", MPTCP_CL_CMD_PLAN_DELETE, 0 },
	{ "flush", MPTCP_CL_CMD_PLAN_FLUSH, 0 },
	{ "get", MPTCP_CL_CMD_PLAN_GET, 0 },
	{ "list", MPTCP_CL_CMD_PLAN_GET, NLM_F_DUMP },
	{ "batch", MPTCP_CL_CMD_BATCH, 0 },
	{ "set", MPTCP_CL_CMD_SETTINGS_SET, 0 },
	{ "settings", MPTCP_CL_CMD_SETTINGS_GET, 0 },
	{ "stats", MPTCP_CL_CMD_STATS_GET, 0 },
	{ "rescan", MPTCP_CL_CMD_RESCAN, 0 },
};

int main(int argc, char **argv)
{
	struct verdict verdict;
	size_t i;

	if (argc < 2)
		misuse("expected a verb", NULL);
	sock = netlink_open();
	family = netlink_family(sock, MPTCP_CL_NAME, MPTCP_CL_EVENTS_GROUP);
	if (!strcmp(argv[1], "events"))
		follow_events();
	for (i = 0; i < LENGTH(verbs) && strcmp(argv[1], verbs[i].name); i++)
		;
	if (i == LENGTH(verbs))
		misuse("unknown verb", argv[1]);
	message_start(&message, family.id, verbs[i].flags, verbs[i].command);
	switch (verbs[i].command) {
	case MPTCP_CL_CMD_PLAN_ADD:
	case MPTCP_CL_CMD_PLAN_REPLACE:
		put_plan(MPTCP_CL_A_PLAN, argv + 2);
		break;
	case MPTCP_CL_CMD_PLAN_DELETE:
		message_put_u32(&message, MPTCP_CL_A_PLAN_ID, number(argv[2]));
		break;
	case MPTCP_CL_CMD_PLAN_GET:
		if (!verbs[i].flags)
			message_put_u32(&message, MPTCP_CL_A_PLAN_ID, number(argv[2]));
		break;
	case MPTCP_CL_CMD_BATCH:
		put_batch(argv + 2);
		break;
	case MPTCP_CL_CMD_SETTINGS_SET:
		put_settings(argv + 2);
		break;
	}
	verdict = netlink_ask(sock, &message, print_answer);
	if (verdict.err)
		fprintf(stderr, "plans: %s: %s\n", strerrorname_np(verdict.err), verdict.text);
	return verdict.err != 0;
}
