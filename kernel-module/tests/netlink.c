// SPDX-License-Identifier: GPL-2.0-only
#include <err.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <linux/genetlink.h>

#include "netlink.h"

/* The largest answer is a plan with a full attribute. */
#define ANSWER_BYTES	(128 << 10)

static void message_reserve(struct message *message, size_t size)
{
	if (message->used + size > message->room) {
		message->room = 2 * (message->used + size);
		message->bytes = realloc(message->bytes, message->room);
		if (!message->bytes)
			err(1, "realloc");
	}
	memset(message->bytes + message->used, 0, size);
}

void message_start(struct message *message, uint16_t type, uint16_t flags, uint8_t command)
{
	static uint32_t seq;
	struct genlmsghdr *header;
	struct nlmsghdr *nlh;

	message->used = 0;
	message_reserve(message, NLMSG_LENGTH(GENL_HDRLEN));
	nlh = (struct nlmsghdr *)message->bytes;
	nlh->nlmsg_type = type;
	nlh->nlmsg_flags = NLM_F_REQUEST | flags;
	nlh->nlmsg_seq = ++seq;
	header = NLMSG_DATA(nlh);
	header->cmd = command;
	header->version = 1;
	message->used = NLMSG_LENGTH(GENL_HDRLEN);
}

void message_put(struct message *message, uint16_t type, const void *data, size_t size)
{
	struct nlattr *attr;

	if (size + NLA_HDRLEN > UINT16_MAX)
		errx(1, "attribute %u of %zu bytes is too long", type, size);
	message_reserve(message, NLA_ALIGN(NLA_HDRLEN + size));
	attr = (struct nlattr *)(message->bytes + message->used);
	attr->nla_type = type;
	attr->nla_len = NLA_HDRLEN + size;
	if (size)
		memcpy((char *)attr + NLA_HDRLEN, data, size);
	message->used += NLA_ALIGN(attr->nla_len);
}

void message_put_u8(struct message *message, uint16_t type, uint8_t value)
{
	message_put(message, type, &value, sizeof(value));
}

void message_put_u16(struct message *message, uint16_t type, uint16_t value)
{
	message_put(message, type, &value, sizeof(value));
}

void message_put_u32(struct message *message, uint16_t type, uint32_t value)
{
	message_put(message, type, &value, sizeof(value));
}

void message_put_u64(struct message *message, uint16_t type, uint64_t value)
{
	message_put(message, type, &value, sizeof(value));
}

size_t message_nest(struct message *message, uint16_t type)
{
	size_t nest = message->used;

	message_put(message, type | NLA_F_NESTED, NULL, 0);
	return nest;
}

void message_end(struct message *message, size_t nest)
{
	struct nlattr *attr = (struct nlattr *)(message->bytes + nest);

	if (message->used - nest > UINT16_MAX)
		errx(1, "attribute %u is too long", attr->nla_type);
	attr->nla_len = message->used - nest;
}

int netlink_open(void)
{
	int sock = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_GENERIC);
	int one = 1;

	if (sock < 0)
		err(1, "netlink socket");
	setsockopt(sock, SOL_NETLINK, NETLINK_EXT_ACK, &one, sizeof(one));
	setsockopt(sock, SOL_NETLINK, NETLINK_CAP_ACK, &one, sizeof(one));
	return sock;
}

void netlink_join(int sock, uint32_t group)
{
	if (setsockopt(sock, SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, &group, sizeof(group)))
		err(1, "multicast group %u", group);
}

void netlink_send(int sock, const struct message *message)
{
	((struct nlmsghdr *)message->bytes)->nlmsg_len = message->used;
	if (send(sock, message->bytes, message->used, 0) < 0)
		err(1, "netlink send");
}

static struct verdict read_verdict(const struct nlmsghdr *nlh)
{
	const struct nlmsgerr *error = NLMSG_DATA(nlh);
	/* NETLINK_CAP_ACK: attributes follow at once. */
	const char *start = (const char *)(error + 1);
	size_t length = (const char *)nlh + nlh->nlmsg_len - start;
	const struct nlattr *text = attribute(start, length, NLMSGERR_ATTR_MSG);
	const struct nlattr *offset = attribute(start, length, NLMSGERR_ATTR_OFFS);
	struct verdict verdict = { .err = -error->error };

	if (!(nlh->nlmsg_flags & NLM_F_ACK_TLVS))
		return verdict;
	if (text)
		strncpy(verdict.text, attribute_data(text), sizeof(verdict.text) - 1);
	if (offset)
		verdict.offset = attribute_number(offset);
	return verdict;
}

struct verdict netlink_ask(int sock, struct message *message, answer_reader reader)
{
	struct nlmsghdr *request = (struct nlmsghdr *)message->bytes;
	static char answer[ANSWER_BYTES];

	if (!(request->nlmsg_flags & NLM_F_DUMP))
		request->nlmsg_flags |= NLM_F_ACK;
	netlink_send(sock, message);
	request = (struct nlmsghdr *)message->bytes;
	for (;;) {
		ssize_t length = recv(sock, answer, sizeof(answer), 0);
		struct nlmsghdr *nlh = (struct nlmsghdr *)answer;

		if (length < 0 && errno == EINTR)
			continue;
		if (length < 0)
			err(1, "netlink receive");
		for (; NLMSG_OK(nlh, length); nlh = NLMSG_NEXT(nlh, length)) {
			if (nlh->nlmsg_seq != request->nlmsg_seq)
				continue;
			if (nlh->nlmsg_type == NLMSG_ERROR)
				return read_verdict(nlh);
			if (nlh->nlmsg_type == NLMSG_DONE)
				return (struct verdict){ 0 };
			if (reader)
				reader(nlh);
		}
	}
}

static struct family found;
static const char *wanted_group;

static void read_family(const struct nlmsghdr *answer)
{
	const struct nlattr *groups = answer_attribute(answer, CTRL_ATTR_MCAST_GROUPS);
	const struct nlattr *group;

	found.id = attribute_number(answer_attribute(answer, CTRL_ATTR_FAMILY_ID));
	if (!groups)
		return;
	for (group = attribute_data(groups); attribute_ok(group, attribute_next(groups));
	     group = attribute_next(group))
		if (!strcmp(attribute_data(attribute_nested(group, CTRL_ATTR_MCAST_GRP_NAME)),
			    wanted_group))
			found.events = attribute_number(attribute_nested(group,
							CTRL_ATTR_MCAST_GRP_ID));
}

struct family netlink_family(int sock, const char *name, const char *group)
{
	struct message message = { 0 };
	struct verdict verdict;

	found = (struct family){ 0 };
	wanted_group = group;
	message_start(&message, GENL_ID_CTRL, 0, CTRL_CMD_GETFAMILY);
	message_put(&message, CTRL_ATTR_FAMILY_NAME, name, strlen(name) + 1);
	verdict = netlink_ask(sock, &message, read_family);
	free(message.bytes);
	if (verdict.err)
		errx(1, "no generic netlink family %s: is the module loaded?", name);
	return found;
}

const void *attribute_data(const struct nlattr *attr)
{
	return (const char *)attr + NLA_HDRLEN;
}

size_t attribute_length(const struct nlattr *attr)
{
	return attr->nla_len - NLA_HDRLEN;
}

int attribute_ok(const struct nlattr *attr, const void *end)
{
	return (const char *)attr + NLA_HDRLEN <= (const char *)end &&
	       attr->nla_len >= NLA_HDRLEN &&
	       (const char *)attr + attr->nla_len <= (const char *)end;
}

const struct nlattr *attribute_next(const struct nlattr *attr)
{
	return (const struct nlattr *)((const char *)attr + NLA_ALIGN(attr->nla_len));
}

const struct nlattr *attribute(const void *start, size_t length, uint16_t type)
{
	const struct nlattr *attr;

	for (attr = start; attribute_ok(attr, (const char *)start + length);
	     attr = attribute_next(attr))
		if ((attr->nla_type & NLA_TYPE_MASK) == type)
			return attr;
	return NULL;
}

const struct nlattr *attribute_nested(const struct nlattr *nest, uint16_t type)
{
	return nest ? attribute(attribute_data(nest), attribute_length(nest), type) : NULL;
}

const struct nlattr *answer_attribute(const struct nlmsghdr *answer, uint16_t type)
{
	const char *start = (const char *)NLMSG_DATA(answer) + GENL_HDRLEN;

	return attribute(start, (const char *)answer + answer->nlmsg_len - start, type);
}

/* Unsigned, of whatever size; 0 if it is not there. */
uint64_t attribute_number(const struct nlattr *attr)
{
	uint64_t value = 0;

	if (attr)
		memcpy(&value, attribute_data(attr),	/* little endian machines only */
		       attribute_length(attr) < sizeof(value) ? attribute_length(attr)
							      : sizeof(value));
	return value;
}
