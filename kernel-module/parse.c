// SPDX-License-Identifier: GPL-2.0-only
/* Attributes into a plan. Every refusal says what was expected and where. */
#include <linux/bitmap.h>
#include <linux/jiffies.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <net/netlink.h>

#include "parse.h"
#include "plan.h"

static const struct nla_policy mcl_prefix_policy[MPTCP_CL_PREFIX_MAX + 1] = {
	[MPTCP_CL_PREFIX_ADDR4]		= { .type = NLA_BINARY },
	[MPTCP_CL_PREFIX_ADDR6]		= { .type = NLA_BINARY },
	[MPTCP_CL_PREFIX_LENGTH]	= { .type = NLA_U8 },
};

static const struct nla_policy mcl_path_policy[MPTCP_CL_PATH_MAX + 1] = {
	[MPTCP_CL_PATH_NUMBER]		= { .type = NLA_U8 },
	[MPTCP_CL_PATH_SOURCE_PORTS]	= { .type = NLA_BINARY },
	[MPTCP_CL_PATH_FLAGS]		= { .type = NLA_U32 },
};

static const struct nla_policy mcl_initial_policy[MPTCP_CL_INITIAL_MAX + 1] = {
	[MPTCP_CL_INITIAL_FIRST_PORT]	= { .type = NLA_U16 },
	[MPTCP_CL_INITIAL_PATHS]	= { .type = NLA_BINARY },
};

const struct nla_policy mcl_plan_policy[MPTCP_CL_PLAN_MAX + 1] = {
	[MPTCP_CL_PLAN_ID]		= { .type = NLA_U32 },
	[MPTCP_CL_PLAN_PRIORITY]	= { .type = NLA_U32 },
	[MPTCP_CL_PLAN_REMOTE]		= NLA_POLICY_NESTED(mcl_prefix_policy),
	[MPTCP_CL_PLAN_LOCAL]		= NLA_POLICY_NESTED(mcl_prefix_policy),
	[MPTCP_CL_PLAN_REMOTE_PORT]	= { .type = NLA_U16 },
	[MPTCP_CL_PLAN_MAX_SUBFLOWS]	= { .type = NLA_U8 },
	[MPTCP_CL_PLAN_PATH]		= NLA_POLICY_NESTED(mcl_path_policy),
	[MPTCP_CL_PLAN_INITIAL]		= NLA_POLICY_NESTED(mcl_initial_policy),
	[MPTCP_CL_PLAN_EXPIRES]		= { .type = NLA_U32 },
	[MPTCP_CL_PLAN_COOKIE]		= { .type = NLA_U64 },
};

/* So that the plan fits an attribute when it is shown, whose length is a u16. */
#define MCL_MAX_ARRAYS	60000

/* Room that the plan's ports and its table of first source ports take. */
struct mcl_plan_size {
	u32 paths;
	u32 ports;
	u32 initial;
};

static int mcl_parse_prefix(const struct nlattr *attr, enum mcl_family *family,
			    struct mcl_prefix *prefix, struct netlink_ext_ack *extack)
{
	struct nlattr *tb[MPTCP_CL_PREFIX_MAX + 1];
	struct nlattr *addr;
	int err, bits, i;

	err = nla_parse_nested(tb, MPTCP_CL_PREFIX_MAX, attr, mcl_prefix_policy, extack);
	if (err)
		return err;
	if (!tb[MPTCP_CL_PREFIX_ADDR4] == !tb[MPTCP_CL_PREFIX_ADDR6]) {
		NL_SET_ERR_MSG_ATTR(extack, attr, "a prefix needs either ADDR4 or ADDR6");
		return -EINVAL;
	}
	if (!tb[MPTCP_CL_PREFIX_LENGTH]) {
		NL_SET_ERR_MSG_ATTR(extack, attr, "a prefix needs LENGTH");
		return -EINVAL;
	}
	*family = tb[MPTCP_CL_PREFIX_ADDR4] ? MCL_IPV4 : MCL_IPV6;
	addr = tb[MPTCP_CL_PREFIX_ADDR4] ?: tb[MPTCP_CL_PREFIX_ADDR6];
	bits = mcl_family_bits(*family);
	if (nla_len(addr) * 8 != bits) {
		NL_SET_ERR_MSG_ATTR(extack, addr, "ADDR4 must have 4 bytes, ADDR6 16");
		return -EINVAL;
	}
	prefix->length = nla_get_u8(tb[MPTCP_CL_PREFIX_LENGTH]);
	if (prefix->length > bits) {
		NL_SET_ERR_MSG_ATTR(extack, tb[MPTCP_CL_PREFIX_LENGTH],
				    "LENGTH of a prefix must be at most 32 (IPv4) or 128 (IPv6)");
		return -EINVAL;
	}
	memcpy(&prefix->addr, nla_data(addr), nla_len(addr));
	for (i = prefix->length; i < bits; i++) {
		if (prefix->addr.s6_addr[i / 8] & (0x80 >> (i % 8))) {
			NL_SET_ERR_MSG_ATTR(extack, addr,
					    "address of a prefix has bits set beyond LENGTH");
			return -EINVAL;
		}
	}
	return 0;
}

static int mcl_parse_match(struct nlattr **tb, const struct nlattr *plan, struct mcl_match *match,
			   struct netlink_ext_ack *extack)
{
	enum mcl_family family;
	int err;

	if (!tb[MPTCP_CL_PLAN_REMOTE]) {
		NL_SET_ERR_MSG_ATTR(extack, plan, "a plan needs REMOTE");
		return -EINVAL;
	}
	err = mcl_parse_prefix(tb[MPTCP_CL_PLAN_REMOTE], &match->family, &match->remote, extack);
	if (err)
		return err;
	if (tb[MPTCP_CL_PLAN_LOCAL]) {
		err = mcl_parse_prefix(tb[MPTCP_CL_PLAN_LOCAL], &family, &match->local, extack);
		if (err)
			return err;
		if (family != match->family) {
			NL_SET_ERR_MSG_ATTR(extack, tb[MPTCP_CL_PLAN_LOCAL],
					    "LOCAL and REMOTE must be of one address family");
			return -EINVAL;
		}
	}
	if (tb[MPTCP_CL_PLAN_REMOTE_PORT])
		match->remote_port = nla_get_u16(tb[MPTCP_CL_PLAN_REMOTE_PORT]);
	if (tb[MPTCP_CL_PLAN_PRIORITY])
		match->priority = nla_get_u32(tb[MPTCP_CL_PLAN_PRIORITY]);
	return 0;
}

static int mcl_parse_path_ports(const struct nlattr *attr, const struct nlattr *path,
				struct netlink_ext_ack *extack)
{
	const u16 *ports;
	int i, n;

	if (!attr || !nla_len(attr)) {
		NL_SET_ERR_MSG_ATTR(extack, attr ?: path, "a path needs SOURCE_PORTS");
		return -EINVAL;
	}
	if (nla_len(attr) % sizeof(u16)) {
		NL_SET_ERR_MSG_ATTR(extack, attr, "SOURCE_PORTS must be an array of u16");
		return -EINVAL;
	}
	n = nla_len(attr) / sizeof(u16);
	if (n > MPTCP_CL_MAX_PORTS) {
		NL_SET_ERR_MSG_ATTR(extack, attr, "at most 4096 SOURCE_PORTS in a path");
		return -E2BIG;
	}
	ports = nla_data(attr);
	for (i = 0; i < n; i++) {
		if (!ports[i]) {
			NL_SET_ERR_MSG_ATTR(extack, attr, "a source port must not be 0");
			return -EINVAL;
		}
	}
	return n;
}

/* Checks one path; without @path, for its size only. The number of its source ports. */
static int mcl_parse_path(const struct nlattr *attr, struct mcl_path *path, u16 *ports,
			  unsigned long *numbers, struct netlink_ext_ack *extack)
{
	struct nlattr *tb[MPTCP_CL_PATH_MAX + 1];
	int err, n;
	u8 number;

	err = nla_parse_nested(tb, MPTCP_CL_PATH_MAX, attr, mcl_path_policy, extack);
	if (err)
		return err;
	n = mcl_parse_path_ports(tb[MPTCP_CL_PATH_SOURCE_PORTS], attr, extack);
	if (n < 0 || !path)
		return n;

	number = tb[MPTCP_CL_PATH_NUMBER] ? nla_get_u8(tb[MPTCP_CL_PATH_NUMBER]) : 0;
	if (!number) {
		NL_SET_ERR_MSG_ATTR(extack, attr, "a path needs NUMBER, 1..255");
		return -EINVAL;
	}
	if (test_and_set_bit(number, numbers)) {
		NL_SET_ERR_MSG_ATTR(extack, attr, "NUMBER of a path is already another path's");
		return -EINVAL;
	}
	if (tb[MPTCP_CL_PATH_FLAGS])
		path->flags = nla_get_u32(tb[MPTCP_CL_PATH_FLAGS]);
	if (path->flags & ~MPTCP_CL_PATH_F_BACKUP) {
		NL_SET_ERR_MSG_ATTR(extack, tb[MPTCP_CL_PATH_FLAGS], "unknown FLAGS of a path");
		return -EINVAL;
	}
	path->number = number;
	path->n_ports = n;
	path->ports = ports;
	memcpy(ports, nla_data(tb[MPTCP_CL_PATH_SOURCE_PORTS]), n * sizeof(u16));
	return n;
}

static int mcl_parse_initial(const struct nlattr *attr, struct mcl_plan *plan, u8 *initial,
			     const unsigned long *numbers, struct netlink_ext_ack *extack)
{
	struct nlattr *tb[MPTCP_CL_INITIAL_MAX + 1];
	const u8 *paths;
	int err, i, n;

	err = nla_parse_nested(tb, MPTCP_CL_INITIAL_MAX, attr, mcl_initial_policy, extack);
	if (err)
		return err;
	if (!tb[MPTCP_CL_INITIAL_FIRST_PORT] || !nla_get_u16(tb[MPTCP_CL_INITIAL_FIRST_PORT])) {
		NL_SET_ERR_MSG_ATTR(extack, attr, "INITIAL needs FIRST_PORT, 1..65535");
		return -EINVAL;
	}
	n = tb[MPTCP_CL_INITIAL_PATHS] ? nla_len(tb[MPTCP_CL_INITIAL_PATHS]) : 0;
	if (!n) {
		NL_SET_ERR_MSG_ATTR(extack, attr, "INITIAL needs PATHS");
		return -EINVAL;
	}
	if (!plan)
		return n;

	plan->initial_first = nla_get_u16(tb[MPTCP_CL_INITIAL_FIRST_PORT]);
	if (plan->initial_first + n > U16_MAX + 1) {
		NL_SET_ERR_MSG_ATTR(extack, tb[MPTCP_CL_INITIAL_PATHS],
				    "PATHS of INITIAL reach beyond port 65535");
		return -EINVAL;
	}
	paths = nla_data(tb[MPTCP_CL_INITIAL_PATHS]);
	for (i = 0; i < n; i++) {
		if (paths[i] && !test_bit(paths[i], numbers)) {
			NL_SET_ERR_MSG_ATTR(extack, tb[MPTCP_CL_INITIAL_PATHS],
					    "PATHS of INITIAL name a path that the plan hasn't");
			return -EINVAL;
		}
	}
	memcpy(initial, paths, n);
	plan->initial = initial;
	plan->n_initial = n;
	return n;
}

static int mcl_measure(const struct nlattr *plan, struct nlattr **tb, struct mcl_plan_size *size,
		       struct netlink_ext_ack *extack)
{
	const struct nlattr *attr;
	int rem, n;

	nla_for_each_nested(attr, plan, rem) {
		if (nla_type(attr) != MPTCP_CL_PLAN_PATH)
			continue;
		n = mcl_parse_path(attr, NULL, NULL, NULL, extack);
		if (n < 0)
			return n;
		if (++size->paths > MPTCP_CL_MAX_PATHS) {
			NL_SET_ERR_MSG_ATTR(extack, attr, "at most 16 paths in a plan");
			return -E2BIG;
		}
		size->ports += n;
	}
	if (!size->paths) {
		NL_SET_ERR_MSG_ATTR(extack, plan, "a plan needs at least one PATH");
		return -EINVAL;
	}
	if (tb[MPTCP_CL_PLAN_INITIAL]) {
		n = mcl_parse_initial(tb[MPTCP_CL_PLAN_INITIAL], NULL, NULL, NULL, extack);
		if (n < 0)
			return n;
		size->initial = n;
	}
	if (size->ports * sizeof(u16) + size->initial > MCL_MAX_ARRAYS) {
		NL_SET_ERR_MSG_ATTR(extack, plan,
				    "SOURCE_PORTS and PATHS of a plan take more than 60000 bytes");
		return -E2BIG;
	}
	return 0;
}

/* One block: the plan, its paths, their ports, the table of first source ports. */
static struct mcl_plan *mcl_plan_alloc(const struct mcl_plan_size *size)
{
	size_t bytes = struct_size((struct mcl_plan *)NULL, paths, size->paths) +
		       size->ports * sizeof(u16) + size->initial;
	struct mcl_plan *plan = kvzalloc(bytes, GFP_KERNEL_ACCOUNT);

	if (!plan)
		return NULL;
	plan->state = kzalloc(sizeof(*plan->state), GFP_KERNEL_ACCOUNT);
	if (!plan->state) {
		kvfree(plan);
		return NULL;
	}
	refcount_set(&plan->state->refs, 1);
	refcount_set(&plan->refs, 1);
	plan->memory = bytes + sizeof(*plan->state);
	return plan;
}

static int mcl_fill(struct mcl_plan *plan, const struct nlattr *attr, struct nlattr **tb,
		    const struct mcl_plan_size *size, struct netlink_ext_ack *extack)
{
	DECLARE_BITMAP(numbers, U8_MAX + 1) = { };
	u16 *ports = (u16 *)&plan->paths[size->paths];
	u8 *initial = (u8 *)(ports + size->ports);
	const struct nlattr *path;
	int rem, n;

	n = mcl_parse_match(tb, attr, &plan->match, extack);
	if (n)
		return n;
	nla_for_each_nested(path, attr, rem) {
		if (nla_type(path) != MPTCP_CL_PLAN_PATH)
			continue;
		n = mcl_parse_path(path, &plan->paths[plan->n_paths], ports, numbers, extack);
		if (n < 0)
			return n;
		ports += n;
		plan->n_paths++;
	}
	if (tb[MPTCP_CL_PLAN_INITIAL]) {
		n = mcl_parse_initial(tb[MPTCP_CL_PLAN_INITIAL], plan, initial, numbers, extack);
		if (n < 0)
			return n;
	}
	plan->max_subflows = plan->n_paths;
	if (tb[MPTCP_CL_PLAN_MAX_SUBFLOWS])
		plan->max_subflows = nla_get_u8(tb[MPTCP_CL_PLAN_MAX_SUBFLOWS]);
	if (!plan->max_subflows) {
		NL_SET_ERR_MSG_ATTR(extack, tb[MPTCP_CL_PLAN_MAX_SUBFLOWS],
				    "MAX_SUBFLOWS must be at least 1");
		return -EINVAL;
	}
	if (tb[MPTCP_CL_PLAN_EXPIRES] && nla_get_u32(tb[MPTCP_CL_PLAN_EXPIRES]))
		plan->expires = get_jiffies_64() +
				msecs_to_jiffies(nla_get_u32(tb[MPTCP_CL_PLAN_EXPIRES]));
	if (tb[MPTCP_CL_PLAN_COOKIE])
		plan->cookie = nla_get_u64(tb[MPTCP_CL_PLAN_COOKIE]);
	return 0;
}

/* A plan with one reference, or an error that @extack tells. */
struct mcl_plan *mcl_plan_parse(const struct nlattr *attr, struct netlink_ext_ack *extack)
{
	struct nlattr *tb[MPTCP_CL_PLAN_MAX + 1];
	struct mcl_plan_size size = { };
	struct mcl_plan *plan;
	int err;

	err = nla_parse_nested(tb, MPTCP_CL_PLAN_MAX, attr, mcl_plan_policy, extack);
	if (err)
		return ERR_PTR(err);
	if (!tb[MPTCP_CL_PLAN_ID] || !nla_get_u32(tb[MPTCP_CL_PLAN_ID])) {
		NL_SET_ERR_MSG_ATTR(extack, attr, "a plan needs ID, not 0");
		return ERR_PTR(-EINVAL);
	}
	err = mcl_measure(attr, tb, &size, extack);
	if (err)
		return ERR_PTR(err);
	plan = mcl_plan_alloc(&size);
	if (!plan) {
		NL_SET_ERR_MSG_ATTR(extack, attr, "no memory for the plan");
		return ERR_PTR(-ENOMEM);
	}
	plan->id = nla_get_u32(tb[MPTCP_CL_PLAN_ID]);
	err = mcl_fill(plan, attr, tb, &size, extack);
	if (err) {
		mcl_plan_put(plan);
		return ERR_PTR(err);
	}
	return plan;
}
