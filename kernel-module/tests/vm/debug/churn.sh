#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# For $CHURN seconds of the guest: the module is unloaded and loaded, and namespaces come and go with live connections,
# all while other connections come and go.
# shellcheck source=kernel-module/tests/lib.sh disable=SC2317 # functions for check and wait_for
. "$(dirname "$0")/lib.sh"
set_up
other=mcl-other-$$
reloads=0 namespaces=0 opened=0 hits=0

# A namespace with a cable of its own to the peer, plans, and connections that are alive.
make_other() {
	ip netns add "$other"
	ip netns exec "$other" sysctl -qw net.mptcp.pm_type=1
	ip link add mcl-o netns "$other" type veth peer name mcl-p netns "$server"
	ip -n "$other" link set mcl-o up
	ip -n "$other" address add 10.1.0.1/24 dev mcl-o
	ip -n "$server" link set mcl-p up
	ip -n "$server" address add 10.1.0.2/24 dev mcl-p
	ip netns exec "$other" plans add id 1 remote 10.1.0.2/32 path 1:20000-20099 path 2:21000-21099 expires 500
	ip netns exec "$other" traffic connect 10.1.0.2 "$port" 10 >"$scratch/other" 2>&1 &
	living=$!
	wait_for grep -q connected "$scratch/other"
}

end_other() {
	ip netns delete "$other"
	kill "$living"
	wait "$living" 2>/dev/null
	namespaces=$((namespaces + 1))
}

load() {
	insmod "$module" && plans add id 1 remote 10.0.0.2/32 path 1:24000-28095 path 2:28100-32195 &&
		wait_for counter_at_least opened 10
}

counter_at_least() { [ "$(counter "$1")" -ge "$2" ]; }

# In every second round the namespace goes while the module does.
round() {
	load && make_other || return 1
	hits=$((hits + $(counter hits)))
	opened=$((opened + $(counter opened)))
	if [ $((reloads % 2)) = 0 ]; then
		end_other
		rmmod mptcp_crosslayer || return 1
	else
		end_other &
		ending=$!
		rmmod mptcp_crosslayer || return 1
		wait "$ending"
		namespaces=$((namespaces + 1))
	fi
	reloads=$((reloads + 1))
}

rounds() {
	until [ "$(cut -d. -f1 /proc/uptime)" -ge "$1" ]; do
		round || return 1
	done
}

rmmod mptcp_crosslayer
ip netns exec "$client" traffic churn "$server4" "$port" 10 20 >"$scratch/churn" 2>&1 &
churner=$!
pids="$pids $churner"
check "reloads and namespaces for ${CHURN:-60} s of traffic" rounds $(($(cut -d. -f1 /proc/uptime) + ${CHURN:-60}))
kill "$churner"
wait "$churner"
check "every connection went on to its end" grep -q churned "$scratch/churn"
echo "# $reloads loads and unloads, $namespaces namespaces deleted with live connections," \
	"$(sed 's/churned //' "$scratch/churn") connections, $hits hits and $opened subflows counted before the unloads"
check "it can be loaded again" insmod "$module"
finish
