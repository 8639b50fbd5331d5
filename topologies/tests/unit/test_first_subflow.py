# SPDX-License-Identifier: Apache-2.0
"""Pools over paths, and the report of the experiment, from made-up rows."""

from collections import Counter

import pytest

from crosslayer_lab.errors import LabError
from crosslayer_lab.flow_counters import Flow
from crosslayer_lab.networks import parallel_paths_fabric
from crosslayer_lab.paths import predicted_path
from crosslayer_lab.steering import pool_over_paths
from experiments.first_subflow.report import COST, COST_SCHEMES, EXHAUSTED, LANDING, findings, row, table

EXPECTED = {"at_least": 100, "uneven": 0.1, "small_pool": 10, "connect_ratio": {"steered": 1.5}}
ENDS = {4: ("10.0.1.2", "10.0.2.2"), 6: ("fd00:0:1::2", "fd00:0:2::2")}


def made_up(from_pool: int = 100, landed: int = 100, fullest: int = 25, steered_ns: int = 14_000) -> list[dict]:
    """Rows of one family and protocol."""
    rows = [row(LANDING, "ipv4", "tcp", "kernel", connections=100, from_pool=1, on_predicted_path=100,
                per_path=[30, 25, 24, 21]),
            row(LANDING, "ipv4", "tcp", "steered", connections=100, from_pool=from_pool, on_predicted_path=landed,
                per_path=[fullest, 25, 25, 25]),
            row(EXHAUSTED, "ipv4", "tcp", "steered", connections=15, from_pool=10)]
    return rows + [row(COST, "ipv4", "tcp", scheme, connect_ns=[10_000, 10_100] if scheme != "steered"
                       else [steered_ns, steered_ns + 100]) for scheme in COST_SCHEMES]


@pytest.mark.parametrize("version", ENDS)
def test_a_pool_goes_round_all_paths_evenly(version):
    fabric = parallel_paths_fabric(4)
    client, server = ENDS[version]
    pool = pool_over_paths(fabric, client, server, 5001, 40)
    paths = [predicted_path(fabric, Flow(client, port, server, 5001)) for port in pool]
    assert len(set(pool)) == 40
    assert set(Counter(paths).values()) == {10}
    assert all(len(set(paths[turn:turn + 4])) == 4 for turn in range(0, 40, 4))


def test_a_pool_that_cannot_be_says_so():
    with pytest.raises(LabError, match="no 10000 source ports for each of 2 paths"):
        pool_over_paths(parallel_paths_fabric(2), *ENDS[4], 5001, 20_000)


def test_the_table_has_all_three_parts():
    lines = [line.split() for line in table(made_up()).splitlines()]
    assert ["steered", "ipv4", "tcp", "100", "100", "100", "25", "25", "25", "25"] in lines
    assert ["ipv4", "tcp", "15", "10", "5"] in lines
    assert ["steered", "14.05", "(+4.00)"] in lines


def test_all_is_as_expected():
    assert [good for _, good in findings(made_up(), EXPECTED)] == [True, True, True, True]


@pytest.mark.parametrize("change, wrong", [
    ({"from_pool": 99}, 0), ({"landed": 99}, 0), ({"fullest": 28}, 1), ({"steered_ns": 16_000}, 3)])
def test_what_is_not_as_expected_is_told(change, wrong):
    assert [index for index, (_, good) in enumerate(findings(made_up(**change), EXPECTED)) if not good] == [wrong]


def test_a_pool_that_gave_more_than_it_has_is_no_pool():
    rows = [each if each["part"] != EXHAUSTED else {**each, "from_pool": 15} for each in made_up()]
    assert not findings(rows, EXPECTED)[2][1]
