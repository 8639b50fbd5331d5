/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _MCL_RESCAN_H
#define _MCL_RESCAN_H

#include <linux/types.h>

struct mcl_net;

void mcl_rescan(struct mcl_net *mn);
bool mcl_rescan_done(struct mcl_net *mn, u32 token);
void mcl_rescan_forget(struct mcl_net *mn);

#endif /* _MCL_RESCAN_H */
