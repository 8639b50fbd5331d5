#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Shared by the selftests: KTAP, two namespaces with a cable between them, waiting with a deadline.
# A test script reads this file, calls set_up, makes its checks and calls finish. It needs root, the module loaded, and
# the programs `plans` and `traffic` in PATH.
# shellcheck disable=SC2034,SC2317 # used by the scripts that read this file; called by check and wait_for

here=$(cd "$(dirname "$0")" && pwd)
module=${MODULE:-$here/../mptcp_crosslayer.ko}
client=mcl-client-$$
server=mcl-server-$$
client4=10.0.0.1 server4=10.0.0.2
client6=fd00::1 server6=fd00::2
port=5000
# Connections of a burst; with their three subflows each they are more than a slow kernel's network bears.
burst=${BURST:-200}
scratch=$(mktemp -d)
checks=0
failures=0
pids=

# ---- KTAP ----

# Reports a check as passed if its command succeeds; what it says otherwise is shown.
check() {
	name=$1
	shift
	checks=$((checks + 1))
	if "$@" >"$scratch/output" 2>&1; then
		echo "ok $checks $name"
	else
		failures=$((failures + 1))
		echo "not ok $checks $name"
		sed 's/^/# /' "$scratch/output"
	fi
}

# Reports whether two texts are the same.
expect() {
	name=$1 wanted=$2 got=$3
	check "$name" same "$wanted" "$got"
}

same() {
	[ "$1" = "$2" ] && return
	echo "expected: $1"
	echo "got:      $2"
	return 1
}

finish() {
	tear_down
	echo "1..$checks"
	[ "$failures" = 0 ]
	exit
}

# ---- waiting ----

# Polls until the command succeeds, for a minute at most: guests without KVM are slow.
wait_for() {
	deadline=$(($(cut -d. -f1 /proc/uptime) + ${PATIENCE:-60}))
	until "$@" >/dev/null 2>&1; do
		if [ "$(cut -d. -f1 /proc/uptime)" -ge "$deadline" ]; then
			echo "# waited in vain for: $*"
			return 1
		fi
		sleep 0.05
	done
}

# ---- the network ----

in_client() { ip netns exec "$client" "$@"; }
in_server() { ip netns exec "$server" "$@"; }

set_up() {
	trap 'tear_down; exit 1' INT TERM
	echo "KTAP version 1"
	make_client
	ip netns add "$server"
	ip link add mcl-c netns "$client" type veth peer name mcl-s netns "$server"
	configure "$client" mcl-c "$client4" "$client6"
	configure "$server" mcl-s "$server4" "$server6"
	# The peer knows nothing of plans: its kernel's own path manager accepts what comes.
	in_server ip mptcp limits set subflow 8 add_addr_accepted 8
	serve "$port"
	check "a peer listens" grep -q listening "$scratch/serve.$port"
	[ "$failures" = 0 ] || finish
}

make_client() {
	ip netns add "$client"
	# The user-space path manager, for the sockets made from now on.
	in_client sysctl -qw net.mptcp.pm_type=1
}

configure() {
	ip -n "$1" link set lo up
	ip -n "$1" link set "$2" up
	ip -n "$1" address add "$3/24" dev "$2"
	ip -n "$1" address add "$4/64" dev "$2" nodad
	ip netns exec "$1" sysctl -qw net.core.somaxconn=4096 net.ipv4.tcp_max_syn_backlog=4096
}

serve() {
	# Not by a function: then $! would be the number of a shell.
	ip netns exec "$server" traffic serve "$1" >"$scratch/serve.$1" 2>&1 &
	pids="$pids $!"
	wait_for grep -q listening "$scratch/serve.$1"
}

tear_down() {
	# shellcheck disable=SC2086 # a list
	[ -z "$pids" ] || kill $pids 2>/dev/null
	wait
	ip netns delete "$client" 2>/dev/null
	ip netns delete "$server" 2>/dev/null
	rm -rf "$scratch"
}

# ---- connections ----

# Makes connections and keeps them: ADDRESS PORT COUNT [SOURCE_PORT]. Their process is $connection.
connect() { make_connections connect "$@"; }
connect_tcp() { make_connections connect-tcp "$@"; }

make_connections() {
	ip netns exec "$client" traffic "$@" >"$scratch/connect" 2>&1 &
	connection=$!
	pids="$pids $connection"
	wait_for grep -q connected "$scratch/connect" || cat "$scratch/connect"
}

disconnect() {
	kill "$connection"
	wait "$connection" 2>/dev/null
}

# Source ports of the established subflows that the peer sees at a port of its own, sorted, but for one.
seen_by_peer() {
	in_server ss -Htn state established "sport = :$1" | awk '{ print $4 }' | sed 's/.*://' |
		grep -vx "${2:-none}" | sort -n | xargs
}

# Whether the peer sees just these subflows beside the first: PORT FIRST_SOURCE_PORT SOURCE_PORTS
peer_sees() { [ "$(seen_by_peer "$1" "$2")" = "$3" ]; }

# Waits for these subflows, then reports: NAME PORT FIRST_SOURCE_PORT SOURCE_PORTS
expect_at_peer() {
	wait_for peer_sees "$2" "$3" "$4"
	expect "$1" "$4" "$(seen_by_peer "$2" "$3")"
}

# ---- the module ----

# Of the client's namespace, or of $table.
plans() { ip netns exec "${table:-$client}" plans "$@"; }

# A counter of the namespace, or of a plan: NAME [PLAN]
counter() {
	if [ -n "$2" ]; then plans get "$2"; else plans stats; fi | tr ' ' '\n' | sed -n "s/^$1=//p"
}

counter_is() { [ "$(counter "$1" "$3")" = "$2" ]; }

# The module acts after the client has gone on: waits for a counter, then reports. NAME COUNTER VALUE [PLAN]
expect_counter() {
	wait_for counter_is "$2" "$3" "$4"
	expect "$1" "$3" "$(counter "$2" "$4")"
}

# The words of a refusal: "ERRNO: TEXT".
refusal() { plans "$@" 2>&1 >/dev/null | sed 's/^plans: //'; }

# The module listens from shortly after the first plan; connections made before are found by its first rescan.
listening() { counter_is listening 1 && ! counter_is rescans 0; }
