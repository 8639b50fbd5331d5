#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The end of a debug kernel's run: it has reported nothing, nothing has leaked, and it reports deliberate mistakes, of
# every kind that it was built to find (mistakes.c). Unloads the module.
# shellcheck source=kernel-module/tests/lib.sh disable=SC2317 # functions for check and wait_for
. "$(dirname "$0")/lib.sh"
mistakes=/modules/mistakes.ko
leaks=/sys/kernel/debug/kmemleak
echo "KTAP version 1"
mount -t debugfs debugfs /sys/kernel/debug

reports() {
	dmesg | grep -E -e 'WARNING:|BUG:|INFO: |ODEBUG|possible .* (locking|recursive)|suspicious RCU|refcount_t:' \
		-e 'ref_tracker|kmemleak: [0-9]|Oops|general protection|corruption|lockup'
}
none() {
	reports >"$scratch/reports"
	cat "$scratch/reports"
	[ ! -s "$scratch/reports" ]
}
check "the module can be unloaded" rmmod mptcp_crosslayer
check "the kernel has reported nothing" none
check "lockdep is still at work" grep -Eq '^ *debug_locks: *1$' /proc/lockdep_stats

# Makes a mistake and waits for the report: KIND PATTERN
caught() {
	insmod "$mistakes" kind="$1" && rmmod mistakes && wait_for sh -c "dmesg | grep -qE '$2'"
}

# The leak that is made now is the youngest: when it is found, older ones have been.
scan() {
	echo scan >"$leaks"
	grep -q mistakes "$leaks"
}
# It stays until the list has been read, which names functions only of modules that are loaded.
insmod "$mistakes" kind=leak
check "caught: a leak" wait_for scan
# Of every object that is not the control's: its first line and the trace.
leaked() {
	awk '/^unreferenced/ { if (text && text !~ /mistakes/) print text; text = "" }
		{ text = text $0 "\n" } END { if (text && text !~ /mistakes/) print text }' "$leaks"
}
expect "and nothing else has leaked" "" "$(leaked)"
rmmod mistakes

check "caught: two locks in either order" caught lock-inversion 'possible circular locking dependency'
check "caught: sleeping with a spin lock held" caught sleep-in-atomic 'sleeping function called from invalid context'
check "caught: work that is freed while it is queued" caught freed-work 'ODEBUG: free active.*work_struct'
check "caught: use after free" caught use-after-free 'KASAN: (slab-)?use-after-free in (use_after_free|mistakes_init)'
echo "1..$checks"
rm -rf "$scratch"
[ "$failures" = 0 ]
