# SPDX-License-Identifier: Apache-2.0
"""Every host of a fat-tree sends to another one: what do connections get of their links?"""
