#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The agent with the kernel module, in a guest: it programs the table, finds it again after a crash, and takes over
# itself while the module is not there.
# shellcheck source=kernel-module/tests/lib.sh disable=SC2317 # functions for check and wait_for
. "$(dirname "$0")/lib.sh"
# shellcheck source=host-agent/src/test/vm/jvm.sh
. "$(dirname "$0")/jvm.sh"
set_up

# Starts the agent and waits for a line of its log: LINE ARGUMENT...
start_agent() {
	line=$1
	shift
	ip netns exec "$client" /opt/crosslayer-agent/bin/crosslayer-agent run --controller 127.0.0.1:9 --plaintext \
		--run-directory "$scratch" "$@" >"$scratch/agent" 2>&1 &
	agent=$!
	pids="$pids $agent"
	wait_long logged "$line" && wait_long logged "following" && return
	cat "$scratch/agent"
	return 1
}

logged() { grep -q "$1" "$scratch/agent"; }

# What has been there for some time need not be waited for.
check_log() { check "$1" wait_long logged "$2" || cat "$scratch/agent"; }

plan_ports() { sed -n 's/.*"source_ports": "\([0-9-]*\)".*/\1/p' "$scratch/plans" | xargs; }

cat >"$scratch/plans.conf" <<-'END'
	plans = [
	  { id = 7, remote = "10.0.0.2", paths = [ { source-ports = "20000-20099" }, { source-ports = "21000-21099" } ] }
	  { id = 8, remote = "fd00::2", port = 5000, paths = [ { source-ports = "22000-22099" } ] }
	]
END
check "the agent starts" start_agent "2 of 2 plans in force, carried out by the kernel" --plans "$scratch/plans.conf"
expect "its plans are in the kernel" 2 "$(counter plans)"
crosslayer_agent plans --json >"$scratch/plans"
expect "it shows them" "20000-20099 21000-21099 22000-22099" "$(plan_ports)"
check "with their executor" grep -q '"executor": "kernel"' "$scratch/plans"
connect "$server4" "$port" 1 40000
expect_at_peer "a connection gets its subflows" "$port" 40000 "20000 21000"
disconnect
connect "$server6" "$port" 1 40001
expect_at_peer "over IPv6 too" "$port" 40001 "22000"
disconnect

kill -9 "$agent"
wait "$agent" 2>/dev/null
connect "$server4" "$port" 1 40002
expect_at_peer "the agent killed: a connection gets its subflows" "$port" 40002 "20001 21001"

# As if a controller had ordered them, for the next agent to find.
plans flush
plans add id 9 remote 10.0.0.2/32 cookie 17 expires 3600000 path 1:23000-23099 path 2:24000-24099
check "the next agent starts" start_agent "1 standing plans found in the kernel, of orders 17"
expect "and leaves what it finds" 1 "$(counter plans)"
disconnect
connect "$server4" "$port" 1 40003
expect_at_peer "it is carried out" "$port" 40003 "23000 24000"
disconnect

check "the module is unloaded" rmmod mptcp_crosslayer
check_log "the agent takes over" "the kernel module is gone: this process carries out standing plans"
connect "$server4" "$port" 1 40004
# Their first source ports may still be in TIME_WAIT.
peer_sees_pools() { seen_by_peer "$port" 40004 | grep -Eqx '230[0-9]{2} 240[0-9]{2}'; }
check "a connection gets its subflows from the agent" wait_long peer_sees_pools
# The agent's own word: without the file that it writes there would be no plan to show.
shows_its_own() {
	crosslayer_agent plans --json --run-directory "$scratch" >"$scratch/plans" &&
		grep -q '"executor": "agent"' "$scratch/plans" && [ "$(plan_ports)" = "23000-23099 24000-24099" ]
}
check "it shows that, with the plan" wait_long shows_its_own
disconnect

check "the module is loaded again" insmod "$module"
table_is_back() { [ "$(counter plans)" = 1 ]; }
wait_long table_is_back
expect "the agent puts the plan back" 1 "$(counter plans)"
check_log "and leaves it to the kernel" "the kernel module carries out standing plans"
connect "$server4" "$port" 1 40005
expect_counter "a connection gets its subflows from the kernel" opened 2
expect "joins of peers are accepted without an agent" 1 "$(plans settings | tr ' ' '\n' | sed -n 's/^accept-joins=//p')"
disconnect
finish
