#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Which paths of a plan are used, and from which of their source ports.
# shellcheck source=kernel-module/tests/lib.sh disable=SC2317 # functions for check and wait_for
. "$(dirname "$0")/lib.sh"
set_up

ip netns exec "$client" plans events >"$scratch/events" 2>&1 &
pids="$pids $!"
wait_for grep -q following "$scratch/events"

# The first subflow's path: by the plan's table, and by the pools.
plans add id 1 remote 10.0.0.2/32 path 1:20001 path 2:20002 path 3:20003 initial 40000:3,1,2
wait_for listening
connect "$server4" "$port" 1 40002
expect_at_peer "the path of the first subflow is left out (table)" "$port" 40002 "20001 20003"
expect_counter "it is counted" taken 1 1
disconnect

plans replace id 1 remote 10.0.0.2/32 path 1:20011,40011 path 2:20012 path 3:20013
connect "$server4" "$port" 1 40011
expect_at_peer "the path of the first subflow is left out (pools)" "$port" 40011 "20012 20013"
disconnect

plans replace id 1 remote 10.0.0.2/32 max 2 path 1:20021 path 2:20022 path 3:20023
connect "$server4" "$port" 1 40021
expect_at_peer "no more subflows than the plan's maximum" "$port" 40021 "20021 20022"
disconnect

# 6.1 ignores the flag of a backup; the subflow is opened all the same.
backups() { in_server nstat -asz MPTcpExtMPJoinSynBackupRx | awk '/BackupRx/ { print $2 }'; }
case $(uname -r) in 6.1.*) backup=0 ;; *) backup=1 ;; esac
before=$(backups)
plans replace id 1 remote 10.0.0.2/32 path 1:20025 path 2b:20026
connect "$server4" "$port" 1 40025
expect_at_peer "a backup path is opened" "$port" 40025 "20025 20026"
expect "as a backup, where the kernel can" "$backup" "$(($(backups) - before))"
disconnect

# Source ports in use: by a socket that listens, then by a connection of before, in TIME_WAIT.
ip netns exec "$client" traffic serve 20031 >"$scratch/occupy" 2>&1 &
pids="$pids $!"
wait_for grep -q listening "$scratch/occupy"
plans add id 3 remote 10.0.0.2/32 port 5000 path 1:20031,20032
connect "$server4" "$port" 1 40031
expect_at_peer "the next candidate, when a source port is in use" "$port" 40031 "20032"
expect_counter "it is counted" busy-ports 1 3
disconnect
plans delete 3

in_time_wait() { in_client ss -Htn state time-wait "sport = :$1" | grep -q .; }
plans add id 4 remote 10.0.0.2/32 port 5000 path 1:20041
connect "$server4" "$port" 1 40041
expect_at_peer "a subflow" "$port" 40041 "20041"
disconnect
wait_for in_time_wait 20041
check "its source port is in TIME_WAIT" in_time_wait 20041
plans delete 4
plans add id 5 remote 10.0.0.2/32 port 5000 path 1:20041,20042
connect "$server4" "$port" 1 40042
expect_at_peer "the next candidate, when a source port is in TIME_WAIT" "$port" 40042 "20042"
expect_counter "it is counted" busy-ports 1 5
disconnect
plans delete 5

# A pool of two, three connections.
plans add id 6 remote 10.0.0.2/32 port 5000 path 1:20051,20052 path 2:20061-20069
connect "$server4" "$port" 3
expect_counter "three connections of this plan" hits 3 6
expect_counter "the third finds the pool exhausted" exhausted 1 6
expect "the other path has all three" 5 "$(counter opened 6)"
check "an event tells of it" grep -q "^exhausted token=[0-9]* plan=6 path=1$" "$scratch/events"
check "hits are told with what was opened" grep -q "^hit token=[0-9]* plan=6 opened=1$" "$scratch/events"
disconnect
plans delete 6

# Address ids are limited too.
plans set first-id 250 last-id 251
plans add id 7 remote 10.0.0.2/32 port 5000 path 1:20071 path 2:20072 path 3:20073
connect "$server4" "$port" 1 40071
expect_at_peer "as many subflows as there are address ids" "$port" 40071 "20071 20072"
expect_counter "the rest is exhausted" exhausted 1 7
disconnect
plans set first-id 192 last-id 255
plans delete 7

# What the kernel refuses: the namespace's sockets are the in-kernel path manager's.
in_client sysctl -qw net.mptcp.pm_type=0
plans add id 8 remote 10.0.0.2/32 port 5000 path 1:20081
connect "$server4" "$port" 1 40081
expect_counter "a refusal is counted" refused 1 8
expect "by its errno" 1 "$(counter EINVAL)"
check "and told with the kernel's words" grep -q "^refused .*plan=8 path=1 source-port=20081 errno=22 invalid request" \
	"$scratch/events"
disconnect
finish
