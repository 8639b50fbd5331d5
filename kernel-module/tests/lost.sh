#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Events that overflow the module's own netlink socket: the loss is noticed, and a rescan finds what was missed.
# shellcheck source=kernel-module/tests/lib.sh disable=SC2317 # functions for check and wait_for
. "$(dirname "$0")/lib.sh"
parameter=/sys/module/mptcp_crosslayer/parameters/event_buffer
usual=$(cat "$parameter")
# The least that the kernel gives: an event or two. For the namespaces that start to listen from now on.
echo 1 >"$parameter"
set_up
all=$((3 * burst))

ip netns exec "$client" plans events >"$scratch/events" 2>&1 &
pids="$pids $!"
wait_for grep -q following "$scratch/events"
plans add id 1 remote 10.0.0.2/32 path 1:20000-20299 path 2:21000-21299 path 3:22000-22299
wait_for listening
echo "$usual" >"$parameter"
connect "$server4" "$port" "$burst"
expect_counter "$burst connections at once: each is served" hits "$burst"
expect_counter "$all of $all subflows" opened "$all"
lost() { [ "$(counter lost)" -gt 0 ]; }
check "although events were lost" lost
check "an event tells of it" grep -q "^lost count=[1-9]" "$scratch/events"
check "and one of the rescan that found them" grep -q "^rescanned count=[1-9]" "$scratch/events"
# As many as the connections, and then some for subflows: nothing else would have made the counters agree.
expect "no connection was served twice" "$burst $burst $burst" "$(for path in 20 21 22; do
	seen_by_peer "$port" | tr ' ' '\n' | grep -c "^${path}[012]..$"
done | xargs)"
echo "# $(counter lost) times events were lost, $(counter rescans) rescans"
disconnect

# With its usual room the same burst loses nothing, in a namespace that starts to listen anew.
plans flush
expect_counter "it stops to listen" listening 0
before=$(counter lost)
plans add id 2 remote 10.0.0.2/32 path 1:23000-23299 path 2:24000-24299 path 3:25000-25299
wait_for listening
connect "$server4" "$port" "$burst"
expect_counter "with the usual room: $all of $all subflows" opened $((2 * all))
expect "and no event was lost" "$before" "$(counter lost)"
disconnect
finish
