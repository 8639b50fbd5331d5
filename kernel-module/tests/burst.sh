#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Fail-static: 200 connections at once while user space is stopped get all of their 600 planned subflows ($BURST: other
# than 200).
# shellcheck source=kernel-module/tests/lib.sh disable=SC2317 # functions for check and wait_for
. "$(dirname "$0")/lib.sh"
set_up
all=$((3 * burst))
joined() { in_server nstat -asz MPTcpExtMPJoinAckRx | awk '$1 == "MPTcpExtMPJoinAckRx" { print $2 }'; }
joined_is() { [ "$(joined)" = "$1" ]; }

# A process that does the same in user space works; stopped, it does nothing.
ip netns exec "$client" daemon 30000 3 >"$scratch/daemon" 2>&1 &
agent=$!
pids="$pids $agent"
wait_for grep -q following "$scratch/daemon"
connect "$server4" "$port" 1
wait_for joined_is 3
expect "user space: 3 of 3 subflows" 3 "$(joined)"
disconnect
kill -STOP "$agent"
connect "$server4" "$port" "$burst"
expect "user space stopped, no module: 0 of $all subflows" 3 "$(joined)"
disconnect
kill -KILL "$agent"

ip netns exec "$client" plans events >"$scratch/events" 2>&1 &
agent=$!
pids="$pids $agent"
wait_for grep -q following "$scratch/events"
kill -STOP "$agent"
plans add id 1 remote 10.0.0.2/32 path 1:20000-20299 path 2:21000-21299 path 3:22000-22299
wait_for listening
connect "$server4" "$port" "$burst"
wait_for joined_is $((all + 3))
expect "plans, user space stopped: $all of $all subflows" $((all + 3)) "$(joined)"
expect "$burst hits" "$burst" "$(counter hits)"
expect "no events were lost" 0 "$(counter lost)"
expect "from the pool of path 1" "$burst" "$(seen_by_peer "$port" | tr ' ' '\n' | grep -c '^20[012]..$')"
expect "from the pool of path 2" "$burst" "$(seen_by_peer "$port" | tr ' ' '\n' | grep -c '^21[012]..$')"
expect "from the pool of path 3" "$burst" "$(seen_by_peer "$port" | tr ' ' '\n' | grep -c '^22[012]..$')"
kill -KILL "$agent"
disconnect

plans replace id 1 remote 10.0.0.2/32 path 1:23000-23299 path 2:24000-24299 path 3:25000-25299
connect "$server4" "$port" "$burst"
wait_for joined_is $((2 * all + 3))
expect "plans, user space killed: $all of $all subflows" $((2 * all + 3)) "$(joined)"
disconnect
finish
