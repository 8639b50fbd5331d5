/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _MCL_LISTENER_H
#define _MCL_LISTENER_H

#include <linux/hashtable.h>
#include <linux/workqueue.h>

struct mcl_net;
struct sock;
struct socket;

extern struct workqueue_struct *mcl_wq;

enum {
	MCL_ENDING,		/* the namespace or the module goes: start nothing */
	MCL_WANT_RESCAN,
};

/*
 * The kernel-side sockets of a namespace. There while there are plans (or joins are to be
 * accepted); created, used and released by the work alone, and by the namespace's end after it.
 */
struct mcl_listener {
	struct work_struct work;
	unsigned long flags;
	struct socket *events;		/* hears the path manager's events; NULL: not listening */
	struct socket *requests;	/* asks the path manager */
	void (*orig_data_ready)(struct sock *sk);
	void (*orig_error_report)(struct sock *sk);
	void *buffer;			/* MCL_BUFFER bytes, for what is received */
	u32 seq;
	bool listening;			/* for statistics, by READ_ONCE() */
	struct hlist_head *rescanned;	/* connections that a rescan acted on, see rescan.c */
};

/* An event or an acknowledgment fits: both are made in messages of NLMSG_GOODSIZE at most. */
#define MCL_BUFFER	8192

void mcl_listener_init(struct mcl_net *mn);
void mcl_listener_kick(struct mcl_net *mn);
void mcl_listener_end(struct mcl_net *mn);

#endif /* _MCL_LISTENER_H */
