# SPDX-License-Identifier: Apache-2.0
"""A link is cut in the middle of long transfers: how long until everything flows again?"""
