#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Which of several plans is a connection's: the longest prefix, then the priority.
# shellcheck source=kernel-module/tests/lib.sh
. "$(dirname "$0")/lib.sh"
set_up

first=40000
source=20000
# Expects the next connection to follow plan $2: NAME PLAN [ADDRESS]
expect_plan() {
	first=$((first + 1))
	before=$(counter hits "$2")
	connect "${3:-$server4}" "$port" 1 "$first"
	expect_counter "$1" hits $((before + 1)) "$2"
	disconnect
}

# A plan whose ports nobody else has: ID WORD...
add() {
	id=$1
	shift
	source=$((source + 10))
	plans add id "$id" path "1:$source-$((source + 9))" "$@"
}

add 1 remote 0.0.0.0/0
wait_for listening
expect_plan "any address" 1
add 2 remote 10.0.0.0/8 priority 100
expect_plan "a longer prefix" 2
add 3 remote 10.0.0.0/24
expect_plan "a longer prefix, in spite of its lower priority" 3
add 4 remote 10.0.0.2/32
expect_plan "a host" 4
add 5 remote 10.0.0.2/32 priority 5
expect_plan "same prefix, higher priority" 5
add 6 remote 10.0.0.2/32 priority 5 port 5000
expect_plan "same prefix and priority, for the port" 6
add 7 remote 10.0.0.2/32 priority 5 port 5001
expect_plan "another port's plan is no match" 6
add 8 remote 10.0.0.2/32 local 10.0.0.0/24
expect_plan "a local prefix" 8
add 9 remote 10.0.0.2/32 local 10.0.0.1/32
expect_plan "a longer local prefix" 9
add 10 remote 10.0.0.2/32 local 10.0.0.3/32 priority 1000
expect_plan "another local address's plan is no match" 9
add 11 remote 10.0.0.3/32 priority 1000
expect_plan "another remote address's plan is no match" 9
plans delete 9
expect_plan "after it was deleted, the next" 8
plans batch delete 8 -- delete 6 -- delete 5
expect_plan "after a batch, the next" 4
add 12 remote ::/0
add 13 remote fd00::/64
expect_plan "IPv6" 13 "$server6"
expect_plan "IPv4 beside it" 4
expect "no connection missed its plan" 0 "$(counter misses)"
finish
