#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
# Shared by what runs guests: they are booted, and their results are read.
# shellcheck disable=SC2154 # the caller sets $directory, where all that comes out of it goes

say() { printf '    %s\n' "$*"; }

# Boots a guest without KVM and without network: NAME KERNEL SECONDS APPENDED [QEMU_OPTION...]. Its second serial port,
# where the results go, ends in NAME.ktap, what the kernel says in NAME.console. A warning of the kernel ends it, where
# panic_on_warn is among what is appended.
# no_timer_check: on a busy machine the emulated timer can be too late for the kernel's check of it.
boot() {
  local name=$1 kernel=$2 seconds=$3 appended=$4 status=0
  shift 4
  rm -f "$directory/$name.ktap"
  timeout "$seconds" qemu-system-x86_64 -nodefaults -display none -no-reboot -nic none \
    -serial "file:$directory/$name.console" -serial "file:$directory/$name.ktap" \
    -kernel "$kernel" -initrd "$directory/$name.image" "$@" \
    -append "console=ttyS0 panic=-1 oops=panic no_timer_check $appended" </dev/null || status=$?
  [ "$status" != 124 ] || say "$name: not done after $seconds s"
}

# A guest is done when it has said how many tests there were.
verdict() {
  local name=$1 passed failed
  passed=$(grep -c '^    ok ' "$directory/$name.ktap" || true)
  failed=$(grep -c '^    not ok ' "$directory/$name.ktap" || true)
  say "$name: $passed passed, $failed failed"
  sed -n '/^    not ok /,/^    ok /p' "$directory/$name.ktap" | grep -v '^    ok ' || true
  if ! grep -q '^1\.\.' "$directory/$name.ktap"; then
    tail -n 40 "$directory/$name.console"
    say "$name: the guest ended early: see $directory/$name.console"
    return 1
  fi
  ! grep -q '^not ok ' "$directory/$name.ktap"
}
