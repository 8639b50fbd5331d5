/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _MCL_PARSE_H
#define _MCL_PARSE_H

#include <linux/mptcp_crosslayer.h>
#include <net/netlink.h>

struct mcl_plan;

extern const struct nla_policy mcl_plan_policy[MPTCP_CL_PLAN_MAX + 1];

struct mcl_plan *mcl_plan_parse(const struct nlattr *attr, struct netlink_ext_ack *extack);

#endif /* _MCL_PARSE_H */
