#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Damaged requests, in a namespace of their own: their settings stay there. See fuzz.c.
ip netns add "mcl-fuzz-$$"
ip netns exec "mcl-fuzz-$$" fuzz "${FUZZ:-20000}" "${SEED:-1}"
status=$?
ip netns delete "mcl-fuzz-$$"
exit "$status"
