#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Shared by the agent's tests in guests, read after lib.sh.
# shellcheck disable=SC2154 # set by lib.sh
export CROSSLAYER_JAVA_HOME=/opt/jre

crosslayer_agent() { ip netns exec "$client" /opt/crosslayer-agent/bin/crosslayer-agent "$@"; }

# A JVM in an emulated processor takes its time: waits ten times as long as for others.
wait_long() {
	for _ in 1 2 3 4 5 6 7 8 9; do
		wait_for "$@" >/dev/null && return
	done
	wait_for "$@"
}
