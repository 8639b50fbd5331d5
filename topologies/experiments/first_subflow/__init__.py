# SPDX-License-Identifier: Apache-2.0
"""Do first subflows leave from the source ports that were planned, and what does that cost?"""
