# SPDX-License-Identifier: Apache-2.0
"""How long agents are without a controller when their ONOS node fails."""
