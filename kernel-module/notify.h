/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _MCL_NOTIFY_H
#define _MCL_NOTIFY_H

#include <linux/types.h>

struct mcl_net;

/* What an event tells; what is 0 or NULL is left out, but for results. */
struct mcl_event {
	u8 command;
	u32 token;
	u32 plan_id;
	u8 path;
	u16 source_port;
	int err;
	const char *message;
	u8 opened;
	u32 count;
};

void mcl_notify(struct mcl_net *mn, const struct mcl_event *event);

#endif /* _MCL_NOTIFY_H */
