# SPDX-License-Identifier: Apache-2.0
"""Curves and means of what has arrived of a transfer."""

import pytest

from crosslayer_lab.bulk_transfers import Arrivals, Transfer
from crosslayer_lab.flow_counters import Flow

BEGIN = 100.0
ARRIVALS = Arrivals(Transfer("h1", "h2"), Flow("10.0.1.2", 1, "10.0.2.2", 2), BEGIN,
                    {999: 7, 1000: 100, 1001: 200, 1003: 400}, [[100.0, 1], [100.2, 3]])


def test_the_curve_begins_with_the_transfer_and_has_a_value_for_each_tenth_of_a_second():
    assert ARRIVALS.curve(0.5) == pytest.approx([8_000, 16_000, 0, 32_000, 0])


def test_goodput_is_the_mean_of_a_part_of_the_curve():
    assert ARRIVALS.goodput_bps(0.1, 0.4) == pytest.approx(16_000)


def test_the_mean_number_of_subflows_is_one_over_time():
    assert ARRIVALS.mean_subflows(0, 0.4) == pytest.approx(2)
    assert ARRIVALS.mean_subflows(0.2, 0.4) == pytest.approx(3)
