# SPDX-License-Identifier: Apache-2.0
"""Goodput over N equal paths, as a fraction of what they can carry."""
