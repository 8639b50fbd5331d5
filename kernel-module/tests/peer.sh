#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The passive side: the kernel refuses joins where the user-space path manager is chosen and nobody listens. The module
# can be who listens, so that a dead agent at the server's side doesn't cost the client its paths. (That joins are
# refused otherwise cannot be shown here: the kernel counts listeners of all namespaces, and the client has one.)
# shellcheck source=kernel-module/tests/lib.sh disable=SC2317 # functions for check and wait_for
. "$(dirname "$0")/lib.sh"
set_up
in_server sysctl -qw net.mptcp.pm_type=1
serve 5002

plans add id 1 remote 10.0.0.2/32 path 1:20011 path 2:20012
wait_for listening
table=$server
check "the peer's module is to accept joins" plans set accept-joins 1
listens() { counter_is listening "$1"; }
wait_for listens 1
connect "$server4" 5002 1 40002
expect_at_peer "joins are accepted" 5002 40002 "20011 20012"
expect "the passive side follows no plans" 0 "$(counter hits)"
disconnect
plans set accept-joins 0
expect_counter "told not to, it stops to listen" listening 0

table=$client
in_server sysctl -qw net.mptcp.allow_join_initial_addr_port=0
before=$(counter opened)
connect "$server4" "$port" 1 40003
expect_counter "a peer that denies joins to its first address is noticed" denied 1
expect "and not asked for any" "$before" "$(counter opened)"
disconnect
finish
