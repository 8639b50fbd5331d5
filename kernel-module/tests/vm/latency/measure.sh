#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# In a guest whose clock counts instructions: how long after ESTABLISHED the SYN of the first and of the third join
# leave, by who opens the subflows. A connection at a time, $COUNT of them for each row, with and without CPU hogs.
# Lines "# row WHO LOAD FIRST THIRD": the first subflow's source port tells connections apart; times are in ns.
# shellcheck source=kernel-module/tests/lib.sh disable=SC2317 # functions for check and wait_for
. "$(dirname "$0")/lib.sh"
tracing=/sys/kernel/tracing
mount -t tracefs tracefs "$tracing"
set_up
# The event's kind and its subflow's local port; a SYN's source port. (A port in host order is at byte 14 of a socket.)
echo 'p:mcl_event mptcp_event kind=%di:u32 port=+14(%dx):u16' >"$tracing/kprobe_events"
echo 'p:mcl_syn tcp_connect port=+14(%di):u16' >>"$tracing/kprobe_events"
echo 'kind == 2' >"$tracing/events/kprobes/mcl_event/filter"
# Ticks of the processor's counter: one for every instruction, by QEMU's -icount shift=0.
echo x86-tsc >"$tracing/trace_clock"
echo 1 >"$tracing/events/kprobes/enable"

source_port=40000
busy=

joins() { in_server nstat -asz MPTcpExtMPJoinAckRx | awk '$1 == "MPTcpExtMPJoinAckRx" { print $2 }'; }
joins_are() { [ "$(joins)" = "$1" ]; }

# A connection that gets its three joins.
served() {
	source_port=$((source_port + 1))
	before=$(joins)
	connect "$server4" "$port" 1 "$source_port"
	wait_for joins_are $((before + 3))
	status=$?
	disconnect
	return "$status"
}

# Makes connections: COUNT
serve_many() {
	left=$1
	while [ "$left" -gt 0 ]; do
		served || return 1
		left=$((left - 1))
	done
}

# From the trace: ESTABLISHED of the connecting side, then SYNs from other ports. "FIRST THIRD" for each connection.
delays() {
	sed -n 's/^.* \([0-9]*\): mcl_\([a-z]*\): .* port=\([0-9]*\)$/\1 \2 \3/p' "$tracing/trace" | awk '
		$2 == "event" && $3 > 40000 { start = $1; n = 0 }
		$2 == "syn" && start && $3 < 40000 {
			if (++n == 1) first = $1 - start
			if (n == 3) print first, $1 - start
		}'
}

# One row: WHO LOAD
measure() {
	: >"$tracing/trace"
	check "$1, $2: $COUNT connections with three joins" serve_many "$COUNT"
	delays | sed "s/^/# row $1 $2 /"
	expect "$1, $2: measured" "$COUNT" "$(delays | wc -l)"
}

# Idle, then with busy processes of the usual priority on the one processor.
measure_loads() {
	measure "$1" idle
	for _ in $(seq "$HOGS"); do
		sh -c 'while :; do :; done' &
		busy="$busy $!"
	done
	measure "$1" hogs
	# shellcheck disable=SC2086 # a list
	kill $busy
	busy=
}

# A process that does it: WHO WORD_WHEN_READY COMMAND...
measure_process() {
	who=$1 ready=$2
	shift 2
	"$@" >"$scratch/process" 2>&1 &
	process=$!
	pids="$pids $process"
	wait_for grep -q "$ready" "$scratch/process" || cat "$scratch/process"
	[ "$who" != agent ] || check "agent: warmed up by $WARM connections" serve_many "$WARM"
	measure_loads "$who"
	kill "$process"
	wait "$process" 2>/dev/null
}

plans add id 1 remote 10.0.0.2/32 path 1:10000-10999 path 2:11000-11999 path 3:32000-32767
wait_for listening
measure_loads module
plans flush
wait_for counter_is listening 0

measure_process daemon following ip netns exec "$client" daemon 13000 3
measure_process daemon-fifo following ip netns exec "$client" chrt -f 10 daemon 16000 3
[ ! -x /opt/crosslayer-agent/bin/crosslayer-agent ] ||
	measure_process agent "following 0 connections" ip netns exec "$client" \
		/opt/crosslayer-agent/bin/crosslayer-agent run --simulate 4 --source-ports 19000-31999
finish
