# SPDX-License-Identifier: Apache-2.0
"""`./crosslayer chaos`: real transfers while everything that can fail does, and a comparison of all states after."""
