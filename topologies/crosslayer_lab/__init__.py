# SPDX-License-Identifier: Apache-2.0
"""Networks, laboratory and experiments of Crosslayer."""
