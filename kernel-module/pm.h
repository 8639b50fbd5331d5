/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _MCL_PM_H
#define _MCL_PM_H

#include <linux/types.h>

struct mcl_connection;
struct mcl_net;
struct nlmsghdr;
struct socket;

/* A subflow that the path manager is asked for, and its answer. */
struct mcl_request {
	u16 source_port;
	u8 address_id;
	bool backup;
	int err;
	char message[64];	/* the kernel's own words, or empty */
};

enum mcl_heard {
	MCL_HEARD_OTHER,
	MCL_HEARD_ESTABLISHED,
	MCL_HEARD_DENIED,
};

int mcl_pm_resolve(void);
int mcl_pm_listen(struct socket *sock);
void mcl_pm_create(struct mcl_net *mn, const struct mcl_connection *connection,
		   struct mcl_request *requests, int n);
enum mcl_heard mcl_pm_event(const struct nlmsghdr *nlh, struct mcl_connection *connection);

#endif /* _MCL_PM_H */
