// SPDX-License-Identifier: GPL-2.0-only
/*
 * First-subflow steering: binds a socket to a source port of a pool when it connects, before its first SYN. It never
 * fails a connect(): whatever goes wrong, the socket goes on with the port that the kernel chooses.
 */
#include <linux/bpf.h>
#include <linux/in.h>
#include <linux/in6.h>
#include <stdbool.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>

#include "steering.h"

#define AF_INET		2
#define AF_INET6	10
#define SOCK_STREAM	1
#define SOL_SOCKET	1
#define SO_REUSEADDR	2
#define SO_REUSEPORT	15
#define EADDRINUSE	98

/* What is read of the kernel's own; where it is in the structure is found out when the program is loaded. */
struct sock;
struct mptcp_sock {
	struct sock *first;
} __attribute__((preserve_access_index));

struct match_trie {
	__uint(type, BPF_MAP_TYPE_LPM_TRIE);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__uint(max_entries, STEERING_MAX_MATCHES);
	__uint(key_size, sizeof(struct match_key));
	__uint(value_size, sizeof(struct match));
};

struct pool_array {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_INNER_MAP);
	__uint(max_entries, 1);
	__uint(key_size, sizeof(__u32));
	__uint(value_size, sizeof(struct pool));
};

struct port_array {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_INNER_MAP);
	__uint(max_entries, 1);
	__uint(key_size, sizeof(__u32));
	__uint(value_size, sizeof(__u16));
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct steering_settings);
} settings SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY_OF_MAPS);
	__uint(max_entries, 1);
	__type(key, __u32);
	__array(values, struct match_trie);
} matches SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY_OF_MAPS);
	__uint(max_entries, 2);
	__type(key, __u32);
	__array(values, struct pool_array);
} pools SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY_OF_MAPS);
	__uint(max_entries, 2);
	__type(key, __u32);
	__array(values, struct port_array);
} ports SEC(".maps");

/* Entries are made by the agent; while pools change, those of two generations. */
struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_HASH);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__uint(max_entries, 2 * STEERING_MAX_POOLS);
	__type(key, struct pool_key);
	__type(value, struct pool_counters);
} counters SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct steering_totals);
} totals SEC(".maps");

/* The two address families. An address that the application has bound without a port has to be said again: each bind
 * sets it.
 */
union address {
	struct sockaddr_in ipv4;
	struct sockaddr_in6 ipv6;
};

struct binding {
	union address address;
	bool is_ipv6;
	int reuse_address;
	int reuse_port;
};

static __always_inline int bind_to(struct bpf_sock_addr *ctx, struct binding *binding, __u16 port)
{
	if (binding->is_ipv6) {
		binding->address.ipv6.sin6_port = bpf_htons(port);
		return bpf_bind(ctx, (struct sockaddr *)&binding->address, sizeof(struct sockaddr_in6));
	}
	binding->address.ipv4.sin_port = bpf_htons(port);
	return bpf_bind(ctx, (struct sockaddr *)&binding->address, sizeof(struct sockaddr_in));
}

static __always_inline int set_option(struct bpf_sock_addr *ctx, int option, int value)
{
	return bpf_setsockopt(ctx, SOL_SOCKET, option, &value, sizeof(value));
}

static __always_inline void restore_options(struct bpf_sock_addr *ctx, const struct binding *binding)
{
	if (binding->reuse_address)
		set_option(ctx, SO_REUSEADDR, binding->reuse_address);
	if (binding->reuse_port)
		set_option(ctx, SO_REUSEPORT, binding->reuse_port);
}

/*
 * With SO_REUSEADDR or SO_REUSEPORT a bind may succeed with a port that has the same four-tuple in use or in TIME_WAIT,
 * and then connect() itself would fail. So the port is bound without them.
 */
static __always_inline int clear_options(struct bpf_sock_addr *ctx, struct binding *binding)
{
	int err;

	err = bpf_getsockopt(ctx, SOL_SOCKET, SO_REUSEADDR, &binding->reuse_address, sizeof(int));
	if (err)
		return err;
	err = bpf_getsockopt(ctx, SOL_SOCKET, SO_REUSEPORT, &binding->reuse_port, sizeof(int));
	if (err)
		return err;
	if (binding->reuse_address)
		err = set_option(ctx, SO_REUSEADDR, 0);
	if (!err && binding->reuse_port)
		err = set_option(ctx, SO_REUSEPORT, 0);
	if (err)
		restore_options(ctx, binding);
	return err;
}

/* 1: bound; 0: all candidates are in use; else the kernel's error. */
static __always_inline int try_candidates(struct bpf_sock_addr *ctx, struct binding *binding, struct pool *pool,
					  void *list, __u64 *busy)
{
	__u32 count = pool->count;
	int err = 0;

	for (__u32 i = 0; i < STEERING_ATTEMPTS && i < count; i++) {
		__u32 index = pool->first + __sync_fetch_and_add(&pool->next, 1) % count;
		__u16 *port = bpf_map_lookup_elem(list, &index);

		if (!port)
			break;
		err = bind_to(ctx, binding, *port);
		if (!err)
			return 1;
		if (err != -EADDRINUSE)
			break;
		*busy += 1;
		err = 0;
	}
	/* A bind that failed has cleared the address. */
	bind_to(ctx, binding, 0);
	return err;
}

static __always_inline void choose(struct bpf_sock_addr *ctx, struct binding *binding, struct pool *pool, void *list,
				   struct steering_totals *total)
{
	struct pool_counters none = {};
	struct pool_counters *counter = bpf_map_lookup_elem(&counters, &pool->key);
	__u64 busy = 0;
	int result;

	if (!counter)
		counter = &none;
	result = clear_options(ctx, binding);
	if (result) {
		total->failed++;
		return;
	}
	result = try_candidates(ctx, binding, pool, list, &busy);
	restore_options(ctx, binding);
	counter->busy += busy;
	total->busy += busy;
	if (result == 1) {
		counter->steered++;
		total->steered++;
	} else if (result == 0) {
		counter->exhausted++;
		total->exhausted++;
	} else {
		total->failed++;
	}
}

/* The pool of a match that has time left. */
static __always_inline struct pool *in_force(const struct match *match, void *list)
{
#pragma clang loop unroll(full)
	for (int i = 0; i < STEERING_ORIGINS; i++) {
		__u32 index = match->pool[i];
		/* NULL behind the last one, too. */
		struct pool *pool = bpf_map_lookup_elem(list, &index);

		if (!pool || !pool->deadline || bpf_ktime_get_boot_ns() < pool->deadline)
			return pool;
	}
	return NULL;
}

/* What is looked for: the lengths are those that matches have at most. */
struct search {
	__u32 named_length;
	__u32 any_length;
};

/* The longest prefix that is left; of two with the same length the one that names the port. The next search goes on. */
static __always_inline struct match *next_match(void *trie, struct match_key *key, __be16 port, struct search *search)
{
	struct match *named, *any;

	key->port = port;
	key->prefix_length = search->named_length;
	named = bpf_map_lookup_elem(trie, key);
	key->port = 0;
	key->prefix_length = search->any_length;
	any = bpf_map_lookup_elem(trie, key);
	if (any && (!named || any->prefix_length > named->prefix_length)) {
		search->any_length = any->prefix_length - 1;
		return any;
	}
	if (named)
		search->named_length = named->prefix_length - 1;
	return named;
}

/* The pool for a destination; the ports that go with it. */
static __always_inline struct pool *find(struct match_key *key, __be16 port, void **port_list, bool *expired)
{
	struct search search = { .named_length = key->prefix_length, .any_length = key->prefix_length };
	__u32 zero = 0;
	void *trie = bpf_map_lookup_elem(&matches, &zero);

	if (!trie)
		return NULL;
	/* Without a loop: Linux 6.1 does not take every shape that the compiler gives it. */
#pragma clang loop unroll(full)
	for (int i = 0; i < STEERING_MATCHES; i++) {
		struct match *match = next_match(trie, key, port, &search);
		struct pool *pool;
		void *pool_list;
		__u32 slot;

		if (!match)
			return NULL;
		slot = match->slot;
		pool_list = bpf_map_lookup_elem(&pools, &slot);
		*port_list = bpf_map_lookup_elem(&ports, &slot);
		if (!pool_list || !*port_list)
			return NULL;
		pool = in_force(match, pool_list);
		if (pool)
			return pool;
		*expired = true;
	}
	return NULL;
}

/* Which kind of socket it is; 0: none that is steered. */
static __always_inline __u8 protocol_of(struct bpf_sock_addr *ctx, struct bpf_sock *sk)
{
	struct mptcp_sock *connection;

	if (ctx->type != SOCK_STREAM || ctx->protocol != IPPROTO_TCP)
		return 0;
	/* The protocol is that of the subflow, which is TCP for both. */
	connection = bpf_skc_to_mptcp_sock(sk);
	if (!connection)
		return STEERED_TCP;
	return (unsigned long)connection->first == (unsigned long)sk ? STEERED_MPTCP : 0;
}

static __always_inline void steer(struct bpf_sock_addr *ctx, struct bpf_sock *sk, struct match_key *key,
				  struct binding *binding)
{
	struct steering_settings *setting;
	struct steering_totals *total;
	struct pool *pool;
	void *port_list;
	bool expired = false;
	__u32 zero = 0;

	setting = bpf_map_lookup_elem(&settings, &zero);
	total = bpf_map_lookup_elem(&totals, &zero);
	if (!setting || !total || setting->netns_cookie != bpf_get_netns_cookie(ctx))
		return;
	key->protocol = protocol_of(ctx, sk);
	if (!key->protocol)
		return;
	pool = find(key, ctx->user_port, &port_list, &expired);
	if (!pool && expired)
		total->expired++;
	else if (!pool)
		total->missed++;
	else if (sk->src_port)
		total->bound++;
	else
		choose(ctx, binding, pool, port_list, total);
}

SEC("cgroup/connect4")
int connect4(struct bpf_sock_addr *ctx)
{
	struct match_key key = { .prefix_length = MATCH_KEY_HEAD + 32, .family = 4 };
	struct binding binding = {};
	struct bpf_sock *sk = ctx->sk;

	if (!sk)
		return 1;
	*(__u32 *)key.address = ctx->user_ip4;
	binding.address.ipv4.sin_family = AF_INET;
	binding.address.ipv4.sin_addr.s_addr = sk->src_ip4;
	steer(ctx, sk, &key, &binding);
	return 1;
}

SEC("cgroup/connect6")
int connect6(struct bpf_sock_addr *ctx)
{
	struct match_key key = {};
	struct binding binding = { .is_ipv6 = true };
	struct bpf_sock *sk = ctx->sk;
	__u32 *address = (__u32 *)key.address;

	if (!sk)
		return 1;
	if (!ctx->user_ip6[0] && !ctx->user_ip6[1] && ctx->user_ip6[2] == bpf_htonl(0xffff)) {
		key.prefix_length = MATCH_KEY_HEAD + 32;
		key.family = 4;
		address[0] = ctx->user_ip6[3];
	} else {
		key.prefix_length = MATCH_KEY_HEAD + 128;
		key.family = 6;
		address[0] = ctx->user_ip6[0];
		address[1] = ctx->user_ip6[1];
		address[2] = ctx->user_ip6[2];
		address[3] = ctx->user_ip6[3];
	}
	binding.address.ipv6.sin6_family = AF_INET6;
	binding.address.ipv6.sin6_scope_id = sk->bound_dev_if;
	binding.address.ipv6.sin6_addr.s6_addr32[0] = sk->src_ip6[0];
	binding.address.ipv6.sin6_addr.s6_addr32[1] = sk->src_ip6[1];
	binding.address.ipv6.sin6_addr.s6_addr32[2] = sk->src_ip6[2];
	binding.address.ipv6.sin6_addr.s6_addr32[3] = sk->src_ip6[3];
	steer(ctx, sk, &key, &binding);
	return 1;
}

char _license[] SEC("license") = "GPL v2";
