# SPDX-License-Identifier: Apache-2.0
"""Two connections with different numbers of subflows over one bottleneck."""
