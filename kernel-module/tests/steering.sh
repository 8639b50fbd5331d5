#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# First-subflow steering: the BPF program as it is shipped gives first subflows, and plain TCP, their source ports. It
# needs cgroup v2, and BTF in the kernel; not the module, but for the check that a join is left alone.
# shellcheck source=kernel-module/tests/lib.sh disable=SC2317 # functions for check and wait_for
. "$(dirname "$0")/lib.sh"
object=$(dirname "$(command -v steer)")/steering.bpf.o
other=5001
set_up
serve "$other"
mkdir "$scratch/cgroup"
mount -t cgroup2 cgroup2 "$scratch/cgroup"
ip netns exec "$client" steer "$object" "$scratch/cgroup" "10.0.0.2/32,$port,mptcp,20000-20004" \
	"fd00::/64,0,mptcp+tcp,21000-21009" "10.0.0.0/24,0,tcp,22000-22009" "10.0.0.2/32,$other,mptcp,23000-23009" \
	>"$scratch/steer" 2>&1 &
steerer=$!
pids="$pids $steerer"
attached() { grep -qx steering "$scratch/steer" || { cat "$scratch/steer"; false; }; }
wait_for attached
umount "$scratch/cgroup"
check "the program is loaded and attached" attached

# The counters of the program, as a line.
totals() {
	lines=$(wc -l <"$scratch/steer")
	kill -USR1 "$steerer"
	wait_for more_lines
	tail -n 1 "$scratch/steer"
}
more_lines() { [ "$(wc -l <"$scratch/steer")" -gt "$lines" ]; }
outside() { seen_by_peer "$1" | tr ' ' '\n' | grep -vcE "^($2)$"; }

connect "$server4" "$port" 3
first=$connection
expect "IPv4: the first subflows are from the pool, in turn" "20000 20001 20002" "$(seen_by_peer "$port")"
connect "$server4" "$port" 4
expect "what is left of the pool, then the kernel's choice" 2 "$(outside "$port" '2000[0-4]')"
expect "they are counted" "steered=5 busy=10 exhausted=2 missed=0 bound=0 failed=0" "$(totals)"
disconnect
connection=$first
disconnect

connect_tcp "$server4" "$port" 2
expect "plain TCP is from a pool that is for it" "22000 22001" "$(seen_by_peer "$port")"
disconnect
connect "$server6" "$port" 2
first=$connection
connect_tcp "$server6" "$port" 1
expect "IPv6: both share a pool" "21000 21001 21002" "$(seen_by_peer "$port")"
disconnect
connection=$first
disconnect

connect "::ffff:$server4" "$other" 1
expect "an IPv6 socket's IPv4 destination" 23000 "$(seen_by_peer "$other")"
disconnect
plans add id 1 remote 10.0.0.2/32 port "$other" path 1:30000-30009
wait_for listening
connect "$server4" "$other" 1
expect_at_peer "a join that the module makes is not steered" "$other" 23001 30000
disconnect
connect "$server4" "$other" 1 40000
expect_at_peer "nor is a socket with a port of its own" "$other" 30001 40000
disconnect

before=$(totals)
ip netns exec "$server" traffic connect "$server4" "$port" 1 >"$scratch/there" 2>&1 &
connection=$!
pids="$pids $connection"
wait_for grep -q connected "$scratch/there"
disconnect
expect "another namespace's connections are none of its business" "$before" "$(totals)"
expect "nothing failed" "failed=0" "${before##* }"

kill "$steerer"
wait "$steerer"
connect_tcp "$server4" "$port" 3
expect "without the program the kernel chooses" 3 "$(outside "$port" '2200[0-9]')"
disconnect
finish
