/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _MCL_SETTINGS_H
#define _MCL_SETTINGS_H

#include <linux/mptcp_crosslayer.h>
#include <net/genetlink.h>

extern const struct nla_policy mcl_settings_policy[MPTCP_CL_SETTINGS_MAX + 1];

int mcl_settings_get_doit(struct sk_buff *skb, struct genl_info *info);
int mcl_settings_set_doit(struct sk_buff *skb, struct genl_info *info);
int mcl_stats_get_doit(struct sk_buff *skb, struct genl_info *info);

#endif /* _MCL_SETTINGS_H */
