// SPDX-License-Identifier: GPL-2.0-only
/*
 * First-subflow steering for the tests: loads the object as it is shipped, fills its maps, and
 * steers this network namespace until SIGTERM. The agent does it in Java.
 *
 *   steer OBJECT CGROUP POOL...       POOL: ADDRESS/LENGTH,PORT,PROTOCOLS,FIRST-LAST
 *
 * PORT is the destination's, 0 for any; PROTOCOLS mptcp, tcp or both. Says "steering" when the
 * program is attached, and on SIGUSR1 its counters.
 */
#include <arpa/inet.h>
#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "../steering/steering.h"

#ifndef SO_NETNS_COOKIE
#define SO_NETNS_COOKIE	71
#endif
#define MOST_PORTS	1024

static struct bpf_object *object;
/* The maps within maps. */
static int trie, pool_array, port_array;
static __u32 ports;

static void check(const char *what, int result)
{
	if (result < 0)
		errx(1, "%s: %s", what, strerror(-result));
}

static int map(const char *name)
{
	int fd = bpf_object__find_map_fd_by_name(object, name);

	check(name, fd);
	return fd;
}

static void set(const char *name, int fd, const void *key, const void *value)
{
	check(name, bpf_map_update_elem(fd, key, value, BPF_ANY));
}

/* Maps of one generation, all in slot 0; the trie is seen last. */
static void make_maps(int pools)
{
	LIBBPF_OPTS(bpf_map_create_opts, sparse, .map_flags = BPF_F_NO_PREALLOC);
	LIBBPF_OPTS(bpf_map_create_opts, inner, .map_flags = BPF_F_INNER_MAP);

	trie = bpf_map_create(BPF_MAP_TYPE_LPM_TRIE, "trie", sizeof(struct match_key),
			      sizeof(struct match), STEERING_MAX_MATCHES, &sparse);
	check("trie", trie);
	pool_array = bpf_map_create(BPF_MAP_TYPE_ARRAY, "pools", sizeof(__u32),
				    sizeof(struct pool), pools, &inner);
	check("array of pools", pool_array);
	port_array = bpf_map_create(BPF_MAP_TYPE_ARRAY, "ports", sizeof(__u32), sizeof(__u16),
				    MOST_PORTS, &inner);
	check("array of ports", port_array);
}

/* Its source ports behind those of the pools before. */
static void add_ports(struct pool *pool, int first, int last)
{
	int port;

	pool->first = ports;
	pool->count = last - first + 1;
	for (port = first; port <= last; port++, ports++) {
		__u16 value = port;

		set("source port", port_array, &ports, &value);
	}
}

static void add_matches(struct match_key key, __u32 index, const char *protocols)
{
	struct match match = {
		.prefix_length = key.prefix_length,
		.pool = { index, STEERING_NO_POOL, STEERING_NO_POOL },
	};

	if (strstr(protocols, "mptcp")) {
		key.protocol = STEERED_MPTCP;
		set("match", trie, &key, &match);
	}
	if (!strncmp(protocols, "tcp", 3) || strstr(protocols, "+tcp")) {
		key.protocol = STEERED_TCP;
		set("match", trie, &key, &match);
	}
}

static void add_pool(const char *text, __u32 index)
{
	static struct pool_counters none[1024];		/* for each processor */
	struct match_key key = { .family = 4 };
	struct pool pool = { .key.id = index };
	int length, port, first, last;
	char address[64], protocols[16];

	if (sscanf(text, "%63[^/]/%d,%d,%15[^,],%d-%d", address, &length, &port, protocols, &first,
		   &last) != 6)
		errx(2, "expected ADDRESS/LENGTH,PORT,PROTOCOLS,FIRST-LAST, got %s", text);
	if (inet_pton(AF_INET, address, key.address) != 1) {
		key.family = 6;
		if (inet_pton(AF_INET6, address, key.address) != 1)
			errx(2, "not an address: %s", address);
	}
	key.prefix_length = MATCH_KEY_HEAD + length;
	key.port = htons(port);
	add_ports(&pool, first, last);
	set("pool", pool_array, &index, &pool);
	set("counters", map("counters"), &pool.key, none);
	add_matches(key, index, protocols);
}

static void put_in_force(void)
{
	struct steering_settings settings = { .layout = STEERING_LAYOUT };
	socklen_t length = sizeof(settings.netns_cookie);
	int sock = socket(AF_INET, SOCK_STREAM, 0);
	__u32 zero = 0;

	if (getsockopt(sock, SOL_SOCKET, SO_NETNS_COOKIE, &settings.netns_cookie, &length))
		err(1, "SO_NETNS_COOKIE");
	close(sock);
	set("settings", map("settings"), &zero, &settings);
	set("pools", map("pools"), &zero, &pool_array);
	set("ports", map("ports"), &zero, &port_array);
	set("matches", map("matches"), &zero, &trie);
}

/* Attached as long as this process lives. */
static void attach(const char *program, enum bpf_attach_type type, int cgroup)
{
	struct bpf_program *found = bpf_object__find_program_by_name(object, program);

	if (!found)
		errx(1, "no program %s", program);
	check(program, bpf_link_create(bpf_program__fd(found), cgroup, type, NULL));
}

static void print_totals(void)
{
	static struct steering_totals values[1024];
	struct steering_totals sum = {};
	int processors = libbpf_num_possible_cpus(), i;
	__u32 zero = 0;

	check("totals", bpf_map_lookup_elem(map("totals"), &zero, values));
	for (i = 0; i < processors; i++) {
		sum.steered += values[i].steered;
		sum.busy += values[i].busy;
		sum.exhausted += values[i].exhausted;
		sum.missed += values[i].missed;
		sum.bound += values[i].bound;
		sum.failed += values[i].failed;
	}
	printf("steered=%llu busy=%llu exhausted=%llu missed=%llu bound=%llu failed=%llu\n",
	       sum.steered, sum.busy, sum.exhausted, sum.missed, sum.bound, sum.failed);
	fflush(stdout);
}

int main(int argc, char **argv)
{
	sigset_t signals;
	int cgroup, signal, i;

	if (argc < 4) {
		fputs("usage: steer OBJECT CGROUP POOL...\n", stderr);
		return 2;
	}
	sigemptyset(&signals);
	sigaddset(&signals, SIGTERM);
	sigaddset(&signals, SIGUSR1);
	sigprocmask(SIG_BLOCK, &signals, NULL);
	cgroup = open(argv[2], O_RDONLY | O_DIRECTORY);
	if (cgroup < 0)
		err(1, "%s", argv[2]);
	object = bpf_object__open_file(argv[1], NULL);
	if (!object)
		err(1, "%s", argv[1]);
	check("load the program", bpf_object__load(object));
	make_maps(argc - 3);
	for (i = 3; i < argc; i++)
		add_pool(argv[i], i - 3);
	put_in_force();
	attach("connect4", BPF_CGROUP_INET4_CONNECT, cgroup);
	attach("connect6", BPF_CGROUP_INET6_CONNECT, cgroup);
	puts("steering");
	fflush(stdout);
	while (!sigwait(&signals, &signal) && signal == SIGUSR1)
		print_totals();
	return 0;
}
