/* SPDX-License-Identifier: GPL-2.0-only */
/* Just enough generic netlink for the tests' programs; they exit when something is wrong. */
#ifndef _TESTS_NETLINK_H
#define _TESTS_NETLINK_H

#include <stddef.h>
#include <stdint.h>

#include <linux/netlink.h>

/* A message in the making. */
struct message {
	char *bytes;
	size_t used;
	size_t room;
};

/* What the kernel said about a request. */
struct verdict {
	int err;		/* positive errno, 0 for success */
	char text[128];
	uint32_t offset;	/* of the attribute that is wrong, 0 if it names none */
};

struct family {
	uint16_t id;
	uint32_t events;	/* multicast group */
};

void message_start(struct message *message, uint16_t type, uint16_t flags, uint8_t command);
void message_put(struct message *message, uint16_t type, const void *data, size_t size);
void message_put_u8(struct message *message, uint16_t type, uint8_t value);
void message_put_u16(struct message *message, uint16_t type, uint16_t value);
void message_put_u32(struct message *message, uint16_t type, uint32_t value);
void message_put_u64(struct message *message, uint16_t type, uint64_t value);
size_t message_nest(struct message *message, uint16_t type);
void message_end(struct message *message, size_t nest);

int netlink_open(void);
struct family netlink_family(int sock, const char *name, const char *group);
void netlink_join(int sock, uint32_t group);
void netlink_send(int sock, const struct message *message);

typedef void (*answer_reader)(const struct nlmsghdr *answer);

/* Sends the request and reads answers until the kernel's verdict. */
struct verdict netlink_ask(int sock, struct message *message, answer_reader reader);

const struct nlattr *attribute(const void *start, size_t length, uint16_t type);
const struct nlattr *attribute_nested(const struct nlattr *nest, uint16_t type);
const struct nlattr *answer_attribute(const struct nlmsghdr *answer, uint16_t type);
const void *attribute_data(const struct nlattr *attr);
size_t attribute_length(const struct nlattr *attr);
uint64_t attribute_number(const struct nlattr *attr);

/* Loop over attributes: for (a = start; attribute_ok(a, end); a = attribute_next(a)) */
int attribute_ok(const struct nlattr *attr, const void *end);
const struct nlattr *attribute_next(const struct nlattr *attr);

#endif /* _TESTS_NETLINK_H */
