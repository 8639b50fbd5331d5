# SPDX-License-Identifier: Apache-2.0
"""Standing plans in the kernel, with and without agents and controller alive."""
