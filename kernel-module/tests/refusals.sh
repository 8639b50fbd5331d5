#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Every malformed request is refused with its own words: see malformed.c.
exec malformed
