// SPDX-License-Identifier: GPL-2.0-only
/* Hearing the path manager's events in a namespace, and acting on them. */
#include <linux/net.h>
#include <linux/netlink.h>
#include <linux/slab.h>
#include <net/netlink.h>
#include <net/sock.h>

#include "connection.h"
#include "net.h"
#include "netlink.h"
#include "notify.h"
#include "pm.h"
#include "rescan.h"

/* Has the worker look: there are events, or some were lost. */
static void mcl_wake(struct sock *sk)
{
	struct mcl_net *mn;

	read_lock_bh(&sk->sk_callback_lock);
	mn = sk->sk_user_data;
	if (mn)
		mcl_listener_kick(mn);
	read_unlock_bh(&sk->sk_callback_lock);
}

static void mcl_attach(struct mcl_listener *listener, struct mcl_net *mn)
{
	struct sock *sk = listener->events->sk;

	write_lock_bh(&sk->sk_callback_lock);
	listener->orig_data_ready = sk->sk_data_ready;
	listener->orig_error_report = sk->sk_error_report;
	sk->sk_user_data = mn;
	sk->sk_data_ready = mcl_wake;
	sk->sk_error_report = mcl_wake;
	write_unlock_bh(&sk->sk_callback_lock);
}

static void mcl_detach(struct mcl_listener *listener)
{
	struct sock *sk = listener->events->sk;

	write_lock_bh(&sk->sk_callback_lock);
	sk->sk_user_data = NULL;
	sk->sk_data_ready = listener->orig_data_ready;
	sk->sk_error_report = listener->orig_error_report;
	write_unlock_bh(&sk->sk_callback_lock);
}

static int mcl_open_requests(struct mcl_net *mn)
{
	struct socket **sock = &mn->listener.requests;
	int err;

	err = mcl_netlink_open(mn->net, NETLINK_GENERIC, sock);
	if (err)
		return err;
	/* Answers without the request in them, but with the kernel's text. */
	err = mcl_netlink_set(*sock, NETLINK_CAP_ACK, 1) ?:
	      mcl_netlink_set(*sock, NETLINK_EXT_ACK, 1);
	if (err)
		sock_release(*sock);
	return err;
}

static int mcl_start(struct mcl_net *mn)
{
	struct mcl_listener *listener = &mn->listener;
	struct socket *sock;
	int err;

	listener->buffer = kmalloc(MCL_BUFFER, GFP_KERNEL);
	if (!listener->buffer)
		return -ENOMEM;
	err = mcl_open_requests(mn);
	if (err)
		goto free_buffer;
	err = mcl_netlink_open(mn->net, NETLINK_GENERIC, &sock);
	if (err)
		goto release_requests;
	sock_set_rcvbuf(sock->sk, min_t(u32, READ_ONCE(mcl_event_buffer), INT_MAX / 2));
	listener->events = sock;
	mcl_attach(listener, mn);
	err = mcl_pm_listen(sock);
	if (err)
		goto release_events;
	WRITE_ONCE(listener->listening, true);
	/* Connections may have been made before. */
	set_bit(MCL_WANT_RESCAN, &listener->flags);
	return 0;

release_events:
	mcl_detach(listener);
	listener->events = NULL;
	sock_release(sock);
release_requests:
	sock_release(listener->requests);
free_buffer:
	kfree(listener->buffer);
	return err;
}

static void mcl_stop(struct mcl_net *mn)
{
	struct mcl_listener *listener = &mn->listener;

	WRITE_ONCE(listener->listening, false);
	sock_release(listener->events);
	listener->events = NULL;
	sock_release(listener->requests);
	kfree(listener->buffer);
	mcl_rescan_forget(mn);
}

static bool mcl_wanted(struct mcl_net *mn)
{
	const struct mcl_table *table;
	bool plans;

	rcu_read_lock();
	table = rcu_dereference(mn->table);
	plans = table && table->count;
	rcu_read_unlock();
	return plans || READ_ONCE(mn->settings.accept_joins);
}

static void mcl_lost_events(struct mcl_net *mn)
{
	struct mcl_event event = {
		.command = MPTCP_CL_EVENT_LOST,
		.count = atomic64_inc_return(&mn->stats.counters[MPTCP_CL_STATS_LOST]),
	};

	set_bit(MCL_WANT_RESCAN, &mn->listener.flags);
	mcl_notify(mn, &event);
}

static void mcl_hear(struct mcl_net *mn, const struct nlmsghdr *nlh)
{
	struct mcl_connection connection;

	switch (mcl_pm_event(nlh, &connection)) {
	case MCL_HEARD_ESTABLISHED:
		if (!mcl_rescan_done(mn, connection.token))
			mcl_connection_act(mn, &connection);
		break;
	case MCL_HEARD_DENIED:
		atomic64_inc(&mn->stats.counters[MPTCP_CL_STATS_DENIED]);
		break;
	case MCL_HEARD_OTHER:
		break;
	}
}

/* Handles the events that wait, until there are none or there may be others than these. */
static void mcl_drain(struct mcl_net *mn)
{
	struct mcl_listener *listener = &mn->listener;
	int len;

	while (!test_bit(MCL_ENDING, &listener->flags)) {
		struct nlmsghdr *nlh = listener->buffer;

		len = mcl_netlink_receive(listener->events, listener->buffer, MCL_BUFFER);
		if (len == -ENOBUFS) {
			mcl_lost_events(mn);
			continue;
		}
		if (len < 0)
			break;
		/* Acting uses the buffer, and every event is a message of its own. */
		if (nlmsg_ok(nlh, len))
			mcl_hear(mn, nlh);
		cond_resched();
	}
	mcl_rescan_forget(mn);
}

static void mcl_deaf(struct mcl_net *mn, int err)
{
	struct mcl_event event = { .command = MPTCP_CL_EVENT_DEAF, .err = err };

	pr_warn_ratelimited("mptcp_crosslayer: cannot hear the path manager's events: error %d\n",
			    err);
	mcl_notify(mn, &event);
}

static void mcl_listener_work(struct work_struct *work)
{
	struct mcl_net *mn = container_of(work, struct mcl_net, listener.work);
	struct mcl_listener *listener = &mn->listener;
	int err;

	if (test_bit(MCL_ENDING, &listener->flags))
		return;
	if (mcl_wanted(mn) && !listener->events) {
		err = mcl_start(mn);
		if (err) {
			mcl_deaf(mn, err);
			return;
		}
	} else if (!mcl_wanted(mn) && listener->events) {
		mcl_detach(listener);
		mcl_stop(mn);
	}
	if (!listener->events)
		return;
	mcl_drain(mn);
	/* A rescan, then the events of the connections that it has seen. */
	while (test_and_clear_bit(MCL_WANT_RESCAN, &listener->flags)) {
		mcl_rescan(mn);
		mcl_drain(mn);
	}
}

void mcl_listener_init(struct mcl_net *mn)
{
	INIT_WORK(&mn->listener.work, mcl_listener_work);
}

/* Has the worker look what there is to do. From any context. */
void mcl_listener_kick(struct mcl_net *mn)
{
	if (!test_bit(MCL_ENDING, &mn->listener.flags))
		queue_work(mcl_wq, &mn->listener.work);
}

void mcl_listener_end(struct mcl_net *mn)
{
	struct mcl_listener *listener = &mn->listener;

	set_bit(MCL_ENDING, &listener->flags);
	cancel_work_sync(&listener->work);
	if (!listener->events)
		return;
	mcl_detach(listener);
	/* What an event queued meanwhile; from here on nobody does. */
	cancel_work_sync(&listener->work);
	mcl_stop(mn);
}
