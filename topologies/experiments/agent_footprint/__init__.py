# SPDX-License-Identifier: Apache-2.0
"""Transfer times from a multi-homed data-centre site, as in CloudNet 2013."""
