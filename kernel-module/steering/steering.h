/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the program and the agent share: the layout of the maps. A change here is a new STEERING_LAYOUT; an agent
 * that finds another one pinned replaces all of it. The agent's counterpart is MapLayout.java.
 *
 * matches has one slot, in which the agent puts a new trie whenever pools change: that is the one step in which a
 * connection sees the old pools or the new ones. Every match tells in which of the two slots of pools and ports the rest
 * of its generation is. The kernel ends the agent's change of the slot only when no program runs with the old trie any
 * more, so the other slot is free for the next generation.
 */
#ifndef STEERING_H
#define STEERING_H

#define STEERING_LAYOUT		2
/* Source ports that are tried for one connection before the kernel chooses. */
#define STEERING_ATTEMPTS	16
#define STEERING_MAX_MATCHES	16384
#define STEERING_MAX_POOLS	8192
/* Pools of one match: one of each origin. */
#define STEERING_ORIGINS	3
/* Matches that are looked at for one connection, if the time of the pools of longer prefixes is over. */
#define STEERING_MATCHES	4

enum steered_protocol {
	STEERED_MPTCP = 1,
	STEERED_TCP = 2,
};

/* The one element of settings. */
struct steering_settings {
	__u32 layout;
	__u32 reserved;
	/* Only sockets of this network namespace are steered: the cgroup may hold those of many. */
	__u64 netns_cookie;
	/* Inode of the cgroup that the program is attached to; for the agent. */
	__u64 cgroup;
};

/* Bits of a match_key that are before those of the address. */
#define MATCH_KEY_HEAD	32

struct match_key {
	/* MATCH_KEY_HEAD and those of the address that count. */
	__u32 prefix_length;
	/* 4 or 6; IPv4-mapped destinations are IPv4. */
	__u8 family;
	/* enum steered_protocol; in a pool all that it is for. */
	__u8 protocol;
	/* Destination port, 0 in the entries for any. */
	__be16 port;
	/* The first four bytes for IPv4, the others are zero. */
	__u8 address[16];
};

struct match {
	/* The prefix_length of its key. */
	__u32 prefix_length;
	/* Slot of pools and ports, 0 or 1. */
	__u32 slot;
	/*
	 * Indices into pools: the first one that has time left counts. Those behind the last one are STEERING_NO_POOL. If
	 * none has time left, it is as if the match were not there.
	 */
	__u32 pool[STEERING_ORIGINS];
};

#define STEERING_NO_POOL	(~0U)

/* Tells pools apart over the generations: the key of their counters. */
struct pool_key {
	__u64 id;
	/* Who gave it: see Origin.java; the program does not care. */
	__u32 origin;
	__u32 reserved;
};

struct pool {
	struct pool_key key;
	/* CLOCK_BOOTTIME in nanoseconds from which on it counts no more; 0: none. */
	__u64 deadline;
	/* Its source ports are ports[first .. first + count - 1]. */
	__u32 first;
	__u32 count;
	/* Which of them is next, modulo count; counts up. */
	__u32 next;
	__u32 reserved;
	/* What it is for. Several pools may be for the same; the match that a connection finds leads to one of them. */
	struct match_key match;
};

/* Of one pool, for each processor. */
struct pool_counters {
	__u64 steered;
	/* Candidates that were in use. */
	__u64 busy;
	/* Connections for which no candidate was free. */
	__u64 exhausted;
};

/* Of everything, for each processor. Without those that cannot be steered: datagrams, further subflows. */
struct steering_totals {
	__u64 steered;
	__u64 busy;
	__u64 exhausted;
	/* No pool for this destination. */
	__u64 missed;
	/* There is a pool, but the socket has a source port already. */
	__u64 bound;
	/* There are pools, but the time of all of them is over. */
	__u64 expired;
	/* Other reasons of the kernel against a source port. */
	__u64 failed;
};

#endif
