#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Namespaces that end, and a module that is unloaded and loaded again, under traffic.
# shellcheck source=kernel-module/tests/lib.sh disable=SC2317 # functions for check and wait_for
. "$(dirname "$0")/lib.sh"
set_up

plans add id 1 remote 10.0.0.2/32 path 1:20000-20099 path 2:21000-21099
wait_for listening
connect "$server4" "$port" 20
expect_counter "20 connections with their subflows" opened 40
check "the module is unloaded under traffic" rmmod mptcp_crosslayer
kill -USR1 "$connection"
wait_for grep -q exchanged "$scratch/connect"
check "the connections go on" grep -q exchanged "$scratch/connect"
disconnect

connect "$server4" "$port" 5
check "the module is loaded under traffic" insmod "$module"
plans add id 9 remote 10.0.0.9/32 path 1:1
wait_for listening
expect "connections made meanwhile have no plan yet" "0" "$(counter hits)"
plans add id 1 remote 10.0.0.2/32 path 1:22000-22099 path 2:23000-23099
check "a rescan" plans rescan
expect_counter "finds them" hits 5
expect_counter "and opens their subflows" opened 10
hits=$(counter hits)
rescans=$(counter rescans)
plans rescan
expect_counter "a second rescan" rescans $((rescans + 1))
expect "leaves them alone" "$hits" "$(counter hits)"
disconnect

# Unloaded and loaded while connections come and go.
ip netns exec "$client" traffic churn "$server4" "$port" 10 20 >"$scratch/churn" 2>&1 &
churner=$!
pids="$pids $churner"
reload() {
	rmmod mptcp_crosslayer && insmod "$module" &&
		plans add id 1 remote 10.0.0.2/32 path 1:24000-25999 path 2:26000-27999 && wait_for listening
}
check "reloaded under changing traffic, once" reload
check "twice" reload
check "three times" reload
busy() { [ "$(counter opened)" -ge 20 ]; }
wait_for busy
check "it works after that" busy
kill "$churner"
wait "$churner"
check "and every connection went on to its end" grep -q churned "$scratch/churn"

hits=$(counter hits)
connect "$server4" "$port" 20
expect_counter "20 more connections are served" hits $((hits + 20))
ip netns delete "$client"
check "a namespace is deleted with live connections" sh -c "! ip netns list | grep -q $client"
kill "$connection" 2>/dev/null
wait "$connection" 2>/dev/null

table=$server
expect "another namespace has its own table" 0 "$(counter plans)"
check "the module is unloaded for good" rmmod mptcp_crosslayer
check "and loaded for the tests to come" insmod "$module"
finish
