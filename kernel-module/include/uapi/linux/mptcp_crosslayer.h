/* SPDX-License-Identifier: GPL-2.0-only WITH Linux-syscall-note */
/*
 * Generic netlink family "crosslayer" of the module mptcp_crosslayer (a family's name has at most
 * 15 characters): standing plans for the subflows of Multipath TCP connections, per network
 * namespace. The same in the form of a netlink specification: mptcp_crosslayer.yaml.
 *
 * A plan says to which connections it applies (prefixes, remote port, priority) and over which
 * paths these get subflows: for every path a pool of source ports that the network hashes onto it.
 * When a connection is established at the client's side, the module opens one subflow for every
 * path of its plan, each from the next free source port of its pool. A connection without a plan
 * is left to user space. Of several plans that fit, the one with the longest remote prefix is the
 * connection's; then the longest local prefix, the highest priority, and a given remote port
 * before any.
 *
 * Ports are in host order, addresses in network order. Every change needs CAP_NET_ADMIN in the
 * user namespace that owns the network namespace; so do dumps and events. Every refusal carries
 * text and the offset of the attribute (NETLINK_EXT_ACK).
 *
 * MPTCP_CL_CMD_PLAN_ADD, MPTCP_CL_CMD_PLAN_REPLACE (makes the plan if there is none)
 *   MPTCP_CL_A_PLAN: nested
 *     MPTCP_CL_PLAN_ID: u32, not 0
 *     MPTCP_CL_PLAN_PRIORITY: u32, the higher wins, default 0
 *     MPTCP_CL_PLAN_REMOTE: nested
 *       MPTCP_CL_PREFIX_ADDR4 or MPTCP_CL_PREFIX_ADDR6: binary, no bit set beyond the length
 *       MPTCP_CL_PREFIX_LENGTH: u8, 0..32 or 0..128
 *     MPTCP_CL_PLAN_LOCAL: nested like REMOTE, same address family, default any
 *     MPTCP_CL_PLAN_REMOTE_PORT: u16, 0 or absent for any
 *     MPTCP_CL_PLAN_MAX_SUBFLOWS: u8, at least 1, default one for every path
 *     MPTCP_CL_PLAN_PATH: nested, 1 to MPTCP_CL_MAX_PATHS of them, in order of preference
 *       MPTCP_CL_PATH_NUMBER: u8, not 0, unique in the plan
 *       MPTCP_CL_PATH_SOURCE_PORTS: u16[], 1 to MPTCP_CL_MAX_PORTS of them, none of them 0
 *       MPTCP_CL_PATH_FLAGS: u32, MPTCP_CL_PATH_F_*
 *     MPTCP_CL_PLAN_INITIAL: nested; on which path a connection already is, by the source port of
 *                            its first subflow
 *       MPTCP_CL_INITIAL_FIRST_PORT: u16, not 0
 *       MPTCP_CL_INITIAL_PATHS: u8[], a path's number for FIRST_PORT and each port after it; 0 for
 *                               not known
 *     MPTCP_CL_PLAN_EXPIRES: u32, milliseconds from now, 0 or absent for never
 *     MPTCP_CL_PLAN_COOKIE: u64, kept for the caller, default 0
 *   E2BIG: more paths or source ports than allowed, or all arrays together exceed 60000 bytes.
 *   EEXIST: ADD of a known id, or another plan has the same match and priority.
 *   ENOSPC: a limit of the settings. A replaced plan keeps its counters and goes on in its pools.
 *
 * MPTCP_CL_CMD_PLAN_DELETE
 *   MPTCP_CL_A_PLAN_ID: u32. ENOENT: no such plan.
 *
 * MPTCP_CL_CMD_PLAN_FLUSH (no attributes)
 *
 * MPTCP_CL_CMD_BATCH: all operations in their order, or none of them; connections see the table as
 * it was before or as it is after
 *   MPTCP_CL_A_OPERATION: nested, at least one
 *     MPTCP_CL_OP_TYPE: u8, enum mptcp_cl_op_type
 *     MPTCP_CL_OP_PLAN: nested, as MPTCP_CL_A_PLAN, with ADD and REPLACE
 *     MPTCP_CL_OP_PLAN_ID: u32, with DELETE
 *
 * MPTCP_CL_CMD_PLAN_GET: one plan (MPTCP_CL_A_PLAN_ID: u32), or with NLM_F_DUMP all of them, by id.
 *   Answer: MPTCP_CL_A_GENERATION (u32, counts the changes of the table) and MPTCP_CL_A_PLAN as
 *   above; EXPIRES is what is left, MPTCP_CL_PLAN_STATS has the plan's MPTCP_CL_STATS_*. A dump
 *   during which the table changes has NLM_F_DUMP_INTR.
 *
 * MPTCP_CL_CMD_SETTINGS_SET: changes what is named
 *   MPTCP_CL_A_SETTINGS: nested
 *     MPTCP_CL_SETTINGS_MAX_PLANS: u32, up to the module's parameter max_plans
 *     MPTCP_CL_SETTINGS_MAX_MEMORY: u32, bytes, up to the module's parameter max_memory
 *     MPTCP_CL_SETTINGS_FIRST_ADDRESS_ID, MPTCP_CL_SETTINGS_LAST_ADDRESS_ID: u8, 1..255, the
 *       address ids that the module gives; another path manager on the same connections must use
 *       others
 *     MPTCP_CL_SETTINGS_MAX_ATTEMPTS: u8, at least 1, source ports tried for one path of one
 *       connection
 *     MPTCP_CL_SETTINGS_ACCEPT_JOINS: u8, 0 or 1; 1: listen to path manager events even without
 *       plans. The kernel refuses a peer's MP_JOINs in namespaces with the user-space path manager
 *       in which nobody listens
 *
 * MPTCP_CL_CMD_SETTINGS_GET: answers MPTCP_CL_A_SETTINGS.
 *
 * MPTCP_CL_CMD_STATS_GET: answers MPTCP_CL_A_GENERATION and MPTCP_CL_A_STATS, the namespace's.
 *
 * MPTCP_CL_CMD_RESCAN (no attributes): acts on the connections that have a plan and no subflow but
 * the first, as if they had just been established. Done in the background; the result is
 * MPTCP_CL_EVENT_RESCANNED. The module does it by itself when it starts to listen and when it has
 * lost events.
 *
 * Multicast group "events": MPTCP_CL_EVENT_*, each with MPTCP_CL_A_EVENT: nested, as enum
 * mptcp_cl_event says.
 */
#ifndef _UAPI_LINUX_MPTCP_CROSSLAYER_H
#define _UAPI_LINUX_MPTCP_CROSSLAYER_H

#define MPTCP_CL_NAME		"crosslayer"
#define MPTCP_CL_VERSION	1
#define MPTCP_CL_EVENTS_GROUP	"events"

#define MPTCP_CL_MAX_PATHS	16
#define MPTCP_CL_MAX_PORTS	4096

enum mptcp_cl_command {
	MPTCP_CL_CMD_UNSPEC,
	MPTCP_CL_CMD_PLAN_ADD,
	MPTCP_CL_CMD_PLAN_REPLACE,
	MPTCP_CL_CMD_PLAN_DELETE,
	MPTCP_CL_CMD_PLAN_FLUSH,
	MPTCP_CL_CMD_PLAN_GET,
	MPTCP_CL_CMD_BATCH,
	MPTCP_CL_CMD_SETTINGS_SET,
	MPTCP_CL_CMD_SETTINGS_GET,
	MPTCP_CL_CMD_STATS_GET,
	MPTCP_CL_CMD_RESCAN,

	/* events; a connection's token is TOKEN as in path manager events */

	/* TOKEN, PLAN_ID, OPENED: subflows that were asked for, 0 if all were refused */
	MPTCP_CL_EVENT_HIT = 32,
	/* TOKEN, PLAN_ID, PATH, SOURCE_PORT, ERRNO, MESSAGE (the kernel's, if it gave one) */
	MPTCP_CL_EVENT_REFUSED,
	/* TOKEN, PLAN_ID, PATH: no free source port, or no address id left */
	MPTCP_CL_EVENT_EXHAUSTED,
	/* COUNT: how often the namespace has lost path manager events; a rescan follows */
	MPTCP_CL_EVENT_LOST,
	/* PLAN_ID: a plan's time is over */
	MPTCP_CL_EVENT_EXPIRED,
	/* COUNT: connections that a rescan acted on; ERRNO if it failed */
	MPTCP_CL_EVENT_RESCANNED,
	/* ERRNO: the module cannot listen in this namespace; the next change tries again */
	MPTCP_CL_EVENT_DEAF,
};

/* Attributes of messages. */
enum mptcp_cl_attr {
	MPTCP_CL_A_UNSPEC,
	MPTCP_CL_A_PLAN,
	MPTCP_CL_A_PLAN_ID,
	MPTCP_CL_A_OPERATION,
	MPTCP_CL_A_SETTINGS,
	MPTCP_CL_A_STATS,
	MPTCP_CL_A_EVENT,
	MPTCP_CL_A_GENERATION,

	__MPTCP_CL_A_AFTER_LAST
};

#define MPTCP_CL_A_MAX (__MPTCP_CL_A_AFTER_LAST - 1)

enum mptcp_cl_plan_attr {
	MPTCP_CL_PLAN_UNSPEC,
	MPTCP_CL_PLAN_ID,
	MPTCP_CL_PLAN_PRIORITY,
	MPTCP_CL_PLAN_REMOTE,
	MPTCP_CL_PLAN_LOCAL,
	MPTCP_CL_PLAN_REMOTE_PORT,
	MPTCP_CL_PLAN_MAX_SUBFLOWS,
	MPTCP_CL_PLAN_PATH,
	MPTCP_CL_PLAN_INITIAL,
	MPTCP_CL_PLAN_EXPIRES,
	MPTCP_CL_PLAN_COOKIE,
	MPTCP_CL_PLAN_STATS,
	MPTCP_CL_PLAN_PAD,

	__MPTCP_CL_PLAN_AFTER_LAST
};

#define MPTCP_CL_PLAN_MAX (__MPTCP_CL_PLAN_AFTER_LAST - 1)

enum mptcp_cl_prefix_attr {
	MPTCP_CL_PREFIX_UNSPEC,
	MPTCP_CL_PREFIX_ADDR4,
	MPTCP_CL_PREFIX_ADDR6,
	MPTCP_CL_PREFIX_LENGTH,

	__MPTCP_CL_PREFIX_AFTER_LAST
};

#define MPTCP_CL_PREFIX_MAX (__MPTCP_CL_PREFIX_AFTER_LAST - 1)

enum mptcp_cl_path_attr {
	MPTCP_CL_PATH_UNSPEC,
	MPTCP_CL_PATH_NUMBER,
	MPTCP_CL_PATH_SOURCE_PORTS,
	MPTCP_CL_PATH_FLAGS,

	__MPTCP_CL_PATH_AFTER_LAST
};

#define MPTCP_CL_PATH_MAX (__MPTCP_CL_PATH_AFTER_LAST - 1)

/* The subflow is opened as a backup. 6.1 and other old kernels ignore it. */
#define MPTCP_CL_PATH_F_BACKUP	(1U << 0)

enum mptcp_cl_initial_attr {
	MPTCP_CL_INITIAL_UNSPEC,
	MPTCP_CL_INITIAL_FIRST_PORT,
	MPTCP_CL_INITIAL_PATHS,

	__MPTCP_CL_INITIAL_AFTER_LAST
};

#define MPTCP_CL_INITIAL_MAX (__MPTCP_CL_INITIAL_AFTER_LAST - 1)

enum mptcp_cl_op_attr {
	MPTCP_CL_OP_UNSPEC,
	MPTCP_CL_OP_TYPE,
	MPTCP_CL_OP_PLAN,
	MPTCP_CL_OP_PLAN_ID,

	__MPTCP_CL_OP_AFTER_LAST
};

#define MPTCP_CL_OP_MAX (__MPTCP_CL_OP_AFTER_LAST - 1)

enum mptcp_cl_op_type {
	MPTCP_CL_OP_TYPE_ADD = 1,
	MPTCP_CL_OP_TYPE_REPLACE,
	MPTCP_CL_OP_TYPE_DELETE,
	MPTCP_CL_OP_TYPE_FLUSH,
};

enum mptcp_cl_settings_attr {
	MPTCP_CL_SETTINGS_UNSPEC,
	MPTCP_CL_SETTINGS_MAX_PLANS,
	MPTCP_CL_SETTINGS_MAX_MEMORY,
	MPTCP_CL_SETTINGS_FIRST_ADDRESS_ID,
	MPTCP_CL_SETTINGS_LAST_ADDRESS_ID,
	MPTCP_CL_SETTINGS_MAX_ATTEMPTS,
	MPTCP_CL_SETTINGS_ACCEPT_JOINS,

	__MPTCP_CL_SETTINGS_AFTER_LAST
};

#define MPTCP_CL_SETTINGS_MAX (__MPTCP_CL_SETTINGS_AFTER_LAST - 1)

/* Counters are u64. The first six exist for every plan too. */
enum mptcp_cl_stats_attr {
	MPTCP_CL_STATS_UNSPEC,
	MPTCP_CL_STATS_HITS,		/* connections with a plan */
	MPTCP_CL_STATS_OPENED,		/* subflows that the kernel sent a SYN for */
	MPTCP_CL_STATS_REFUSED,		/* subflows that it refused, but for the port in use */
	MPTCP_CL_STATS_BUSY_PORTS,	/* source ports in use or in TIME_WAIT */
	MPTCP_CL_STATS_EXHAUSTED,	/* paths without a free source port or address id */
	MPTCP_CL_STATS_TAKEN,		/* paths left out because the first subflow is on them */
	MPTCP_CL_STATS_MISSES,		/* connections without a plan */
	MPTCP_CL_STATS_DENIED,		/* connections whose peer denies joins to its address */
	MPTCP_CL_STATS_LOST,		/* times that path manager events were lost */
	MPTCP_CL_STATS_RESCANS,		/* rescans done */
	MPTCP_CL_STATS_EXPIRED,		/* plans whose time was over */
	MPTCP_CL_STATS_PLANS,		/* u32, plans in the table */
	MPTCP_CL_STATS_MEMORY,		/* u32, bytes that they take */
	MPTCP_CL_STATS_LISTENING,	/* u8, 1 if the module hears the path manager's events */
	MPTCP_CL_STATS_ERRNO,		/* nested, one for every errno among REFUSED */
	MPTCP_CL_STATS_PAD,

	__MPTCP_CL_STATS_AFTER_LAST
};

#define MPTCP_CL_STATS_MAX (__MPTCP_CL_STATS_AFTER_LAST - 1)

enum mptcp_cl_errno_attr {
	MPTCP_CL_ERRNO_UNSPEC,
	MPTCP_CL_ERRNO_NUMBER,		/* u32, positive; 0 stands for unusual ones */
	MPTCP_CL_ERRNO_COUNT,		/* u64 */
	MPTCP_CL_ERRNO_PAD,

	__MPTCP_CL_ERRNO_AFTER_LAST
};

#define MPTCP_CL_ERRNO_MAX (__MPTCP_CL_ERRNO_AFTER_LAST - 1)

enum mptcp_cl_event_attr {
	MPTCP_CL_EVENT_A_UNSPEC,
	MPTCP_CL_EVENT_A_TOKEN,		/* u32 */
	MPTCP_CL_EVENT_A_PLAN_ID,	/* u32 */
	MPTCP_CL_EVENT_A_PATH,		/* u8, the path's number */
	MPTCP_CL_EVENT_A_SOURCE_PORT,	/* u16 */
	MPTCP_CL_EVENT_A_ERRNO,		/* u32, positive */
	MPTCP_CL_EVENT_A_MESSAGE,	/* string */
	MPTCP_CL_EVENT_A_OPENED,	/* u8 */
	MPTCP_CL_EVENT_A_COUNT,		/* u32 */

	__MPTCP_CL_EVENT_A_AFTER_LAST
};

#define MPTCP_CL_EVENT_A_MAX (__MPTCP_CL_EVENT_A_AFTER_LAST - 1)

#endif /* _UAPI_LINUX_MPTCP_CROSSLAYER_H */
