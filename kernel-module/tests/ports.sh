#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A connection with a plan gets its subflows from the planned source ports; one without gets none.
# shellcheck source=kernel-module/tests/lib.sh
. "$(dirname "$0")/lib.sh"
set_up

plans add id 1 remote 10.0.0.2/32 port 5000 path 1:20001 path 2:20002 path 3:20003
plans add id 2 remote fd00::2/128 path 1:21001 path 2:21002 path 3:21003
wait_for listening
expect "the table has both plans" 2 "$(counter plans)"

connect "$server4" "$port" 1 40001
expect_at_peer "IPv4: the peer sees the planned source ports" "$port" 40001 "20001 20002 20003"
disconnect

connect "$server6" "$port" 1 40002
expect_at_peer "IPv6: the peer sees the planned source ports" "$port" 40002 "21001 21002 21003"
disconnect

plans replace id 1 remote 10.0.0.2/32 port 5000 path 1:20011 path 2:20012 path 3:20013
connect "::ffff:$server4" "$port" 1 40003
expect_at_peer "IPv4 of an IPv6 socket: the peer sees the planned source ports" "$port" 40003 "20011 20012 20013"
disconnect

expect_counter "three hits" hits 3
expect "nine subflows opened" 9 "$(counter opened)"
expect "a replaced plan keeps its counters" 2 "$(counter hits 1)"
expect "nothing was refused" 0 "$(counter refused)"

serve 5001
connect "$server4" 5001 1 40004
expect_counter "a connection without a plan is a miss" misses 1
expect "a miss opens nothing" "" "$(seen_by_peer 5001 40004)"
disconnect

plans flush
expect "no plans after a flush" 0 "$(counter plans)"
expect_counter "without plans the module doesn't listen" listening 0
finish
