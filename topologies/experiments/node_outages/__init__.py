# SPDX-License-Identifier: Apache-2.0
"""ONOS nodes of a cluster are cut off and restarted, one after the other, under traffic."""
