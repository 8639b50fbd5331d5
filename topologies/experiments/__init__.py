# SPDX-License-Identifier: Apache-2.0
"""The experiments: one folder each, with README, run, plot and expectations."""
