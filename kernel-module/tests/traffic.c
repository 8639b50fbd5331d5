// SPDX-License-Identifier: GPL-2.0-only
/*
 * Multipath TCP connections for the tests.
 *
 *   traffic serve PORT                        echoes what it gets, for IPv4 and IPv6
 *   traffic connect ADDRESS PORT COUNT [SOURCE_PORT]
 *   traffic connect-tcp ADDRESS PORT COUNT [SOURCE_PORT]      the same with plain TCP
 *   traffic churn ADDRESS PORT COUNT ROUNDS
 *
 * The client makes COUNT connections, sends a byte on each and waits for all echoes, says so
 * ("connected COUNT"), and keeps them until SIGTERM. SIGUSR1: another byte on each. With churn it
 * exchanges ROUNDS bytes on each, ends them and makes new ones, until SIGTERM: one batch is closed,
 * the next is reset.
 */
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#ifndef IPPROTO_MPTCP
#define IPPROTO_MPTCP 262
#endif

#define MOST_SOCKETS	4096

static void serve_one(int sock)
{
	char bytes[4096];
	ssize_t n = read(sock, bytes, sizeof(bytes));

	if (n <= 0 || write(sock, bytes, n) != n)
		close(sock);
}

static int serve(int port)
{
	struct sockaddr_in6 address = { .sin6_family = AF_INET6, .sin6_port = htons(port) };
	int listener = socket(AF_INET6, SOCK_STREAM, IPPROTO_MPTCP), one = 1, n = 1, i;
	static struct pollfd sockets[MOST_SOCKETS];

	if (listener < 0)
		err(1, "MPTCP socket");
	setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one));
	if (bind(listener, (void *)&address, sizeof(address)) || listen(listener, 4096))
		err(1, "port %d", port);
	puts("listening");
	fflush(stdout);
	sockets[0] = (struct pollfd){ .fd = listener, .events = POLLIN };
	for (;;) {
		if (poll(sockets, n, -1) < 0)
			err(1, "poll");
		if ((sockets[0].revents & POLLIN) && n < MOST_SOCKETS)
			sockets[n++] = (struct pollfd){ .fd = accept(listener, NULL, NULL),
							.events = POLLIN };
		for (i = 1; i < n; i++)
			if (sockets[i].revents)
				serve_one(sockets[i].fd);
		/* poll() ignores negative descriptors and reports closed ones. */
		for (i = 1; i < n; i++)
			if (sockets[i].revents & POLLNVAL)
				sockets[i--] = sockets[--n];
	}
}

static int protocol = IPPROTO_MPTCP;

static int connect_one(const char *address, int port, int source_port)
{
	struct sockaddr_in to4 = { .sin_family = AF_INET, .sin_port = htons(port) };
	struct sockaddr_in6 to6 = { .sin6_family = AF_INET6, .sin6_port = htons(port) };
	int ipv6 = !inet_pton(AF_INET, address, &to4.sin_addr);
	struct sockaddr_in from4 = { .sin_family = AF_INET, .sin_port = htons(source_port) };
	struct sockaddr_in6 from6 = { .sin6_family = AF_INET6, .sin6_port = htons(source_port) };
	int sock = socket(ipv6 ? AF_INET6 : AF_INET, SOCK_STREAM, protocol);

	if (ipv6 && inet_pton(AF_INET6, address, &to6.sin6_addr) != 1)
		errx(2, "not an address: %s", address);
	if (sock < 0)
		err(1, "socket");
	if (source_port && bind(sock, ipv6 ? (void *)&from6 : (void *)&from4,
				ipv6 ? sizeof(from6) : sizeof(from4)))
		err(1, "source port %d", source_port);
	if (connect(sock, ipv6 ? (void *)&to6 : (void *)&to4, ipv6 ? sizeof(to6) : sizeof(to4)))
		err(1, "connect to %s port %d", address, port);
	return sock;
}

static void exchange(const int *sockets, int count)
{
	char byte = 'x';
	int i;

	for (i = 0; i < count; i++)
		if (write(sockets[i], &byte, 1) != 1)
			err(1, "write");
	for (i = 0; i < count; i++)
		if (read(sockets[i], &byte, 1) != 1)
			err(1, "read");
}

static int run_client(char **arguments, int n)
{
	int count = atoi(arguments[2]), source_port = n > 3 ? atoi(arguments[3]) : 0, signal, i;
	static int sockets[MOST_SOCKETS];
	sigset_t signals;

	if (count < 1 || count > MOST_SOCKETS)
		errx(2, "1 to %d connections, not %s", MOST_SOCKETS, arguments[2]);
	sigemptyset(&signals);
	sigaddset(&signals, SIGTERM);
	sigaddset(&signals, SIGUSR1);
	sigprocmask(SIG_BLOCK, &signals, NULL);
	for (i = 0; i < count; i++)
		sockets[i] = connect_one(arguments[0], atoi(arguments[1]), source_port);
	exchange(sockets, count);
	printf("connected %d\n", count);
	fflush(stdout);
	while (!sigwait(&signals, &signal) && signal == SIGUSR1) {
		exchange(sockets, count);
		puts("exchanged");
		fflush(stdout);
	}
	return 0;
}

/* Closed while there is something to read, it is reset, and leaves no port in TIME_WAIT. */
static void leave_unread(int sock)
{
	struct pollfd readable = { .fd = sock, .events = POLLIN };
	char byte = 'x';

	if (write(sock, &byte, 1) == 1)
		poll(&readable, 1, -1);
}

static volatile sig_atomic_t ended;

static void end(int signal)
{
	ended = signal;
}

static int churn(char **arguments)
{
	int count = atoi(arguments[2]), rounds = atoi(arguments[3]), i;
	static int sockets[MOST_SOCKETS];
	unsigned long batches;

	if (count < 1 || count > MOST_SOCKETS)
		errx(2, "1 to %d connections, not %s", MOST_SOCKETS, arguments[2]);
	signal(SIGTERM, end);
	for (batches = 0; !ended; batches++) {
		for (i = 0; i < count; i++)
			sockets[i] = connect_one(arguments[0], atoi(arguments[1]), 0);
		for (i = 0; i < rounds; i++)
			exchange(sockets, count);
		for (i = 0; i < count; i++) {
			if (batches & 1)
				leave_unread(sockets[i]);
			close(sockets[i]);
		}
	}
	printf("churned %lu\n", batches * count);
	return 0;
}

int main(int argc, char **argv)
{
	struct rlimit files = { MOST_SOCKETS + 16, MOST_SOCKETS + 16 };

	setrlimit(RLIMIT_NOFILE, &files);
	signal(SIGPIPE, SIG_IGN);
	if (argc == 3 && !strcmp(argv[1], "serve"))
		return serve(atoi(argv[2]));
	if (argc > 1 && !strcmp(argv[1], "connect-tcp"))
		protocol = IPPROTO_TCP;
	if ((argc == 5 || argc == 6) && (!strcmp(argv[1], "connect") || protocol == IPPROTO_TCP))
		return run_client(argv + 2, argc - 2);
	if (argc == 6 && !strcmp(argv[1], "churn"))
		return churn(argv + 2);
	fputs("usage: traffic serve PORT | connect[-tcp] ADDRESS PORT COUNT [SOURCE_PORT]"
	      " | churn ADDRESS PORT COUNT ROUNDS\n", stderr);
	return 2;
}
