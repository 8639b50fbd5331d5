# SPDX-License-Identifier: Apache-2.0
"""Does every planned source port lead to the path that it was chosen for?"""
