#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Fail-static: 200 connections at once while user space is stopped get all of their 600 planned subflows.
# shellcheck source=kernel-module/tests/lib.sh disable=SC2317 # functions for check and wait_for
. "$(dirname "$0")/lib.sh"
set_up
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
connect "$server4" "$port" 200
expect "user space stopped, no module: 0 of 600 subflows" 3 "$(joined)"
disconnect
kill -KILL "$agent"

ip netns exec "$client" plans events >"$scratch/events" 2>&1 &
agent=$!
pids="$pids $agent"
wait_for grep -q following "$scratch/events"
kill -STOP "$agent"
plans add id 1 remote 10.0.0.2/32 path 1:20000-20299 path 2:21000-21299 path 3:22000-22299
wait_for listening
connect "$server4" "$port" 200
wait_for joined_is 603
expect "plans, user space stopped: 600 of 600 subflows" 603 "$(joined)"
expect "200 hits" 200 "$(counter hits)"
expect "no events were lost" 0 "$(counter lost)"
expect "from the pool of path 1" 200 "$(seen_by_peer "$port" | tr ' ' '\n' | grep -c '^20[012]..$')"
expect "from the pool of path 2" 200 "$(seen_by_peer "$port" | tr ' ' '\n' | grep -c '^21[012]..$')"
expect "from the pool of path 3" 200 "$(seen_by_peer "$port" | tr ' ' '\n' | grep -c '^22[012]..$')"
kill -KILL "$agent"
disconnect

plans replace id 1 remote 10.0.0.2/32 path 1:23000-23299 path 2:24000-24299 path 3:25000-25299
connect "$server4" "$port" 200
wait_for joined_is 1203
expect "plans, user space killed: 600 of 600 subflows" 1203 "$(joined)"
disconnect
finish
