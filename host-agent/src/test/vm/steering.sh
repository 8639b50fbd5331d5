#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# First-subflow steering in a guest: the agent loads, attaches, pins and removes the program that is in its jar.
# shellcheck source=kernel-module/tests/lib.sh disable=SC2317 # functions for check and wait_for
. "$(dirname "$0")/lib.sh"
# shellcheck source=host-agent/src/test/vm/jvm.sh
. "$(dirname "$0")/jvm.sh"
mountpoint -q /sys/fs/cgroup || mount -t cgroup2 cgroup2 /sys/fs/cgroup
mountpoint -q /sys/fs/bpf || mount -t bpf bpf /sys/fs/bpf
set_up

steering() { crosslayer_agent steering "$@"; }
pinned() { find /sys/fs/bpf/crosslayer -name connect4 | grep -c .; }

check "a pool for IPv4" steering set 10.0.0.2/32 --source-ports 20000-20003 --protocol mptcp,tcp
check "and one for IPv6" steering set fd00::/64 --remote-port "$port" --source-ports 21000-21009
expect "the program is pinned" 1 "$(pinned)"
connect "$server4" "$port" 2
first=$connection
connect_tcp "$server4" "$port" 1
expect "IPv4: MPTCP and TCP from the pool" "20000 20001 20002" "$(seen_by_peer "$port")"
disconnect
connection=$first
disconnect
connect "$server6" "$port" 3
expect "IPv6: from the other one" "21000 21001 21002" "$(seen_by_peer "$port")"
disconnect
steering stats --json >"$scratch/stats"
expect "it counts them" "6" "$(sed -n 's/.*"steered": \([0-9]*\).*/\1/p' "$scratch/stats" | head -n 1)"

check "a pool is replaced" steering set 10.0.0.2/32 --source-ports 22000-22009 --protocol mptcp
connect "$server4" "$port" 1
# The place in the pool stays: three were taken.
expect "a connection is from the new one" 22003 "$(seen_by_peer "$port")"
disconnect
check "it is switched off" steering off
expect "nothing is left pinned" 0 "$(pinned)"
connect "$server4" "$port" 1
check "the kernel chooses" [ "$(seen_by_peer "$port")" -gt 22009 ]
disconnect
finish
