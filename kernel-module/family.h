/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _MCL_FAMILY_H
#define _MCL_FAMILY_H

#include <net/genetlink.h>

enum {
	MCL_GROUP_EVENTS,
};

extern struct genl_family mcl_family;
extern bool mcl_unloading;

#endif /* _MCL_FAMILY_H */
