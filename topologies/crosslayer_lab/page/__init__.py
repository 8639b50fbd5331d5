# SPDX-License-Identifier: Apache-2.0
"""The web page in a real browser: with a played ONOS for its speed, with a real one in the tests."""
