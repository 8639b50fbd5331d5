# SPDX-License-Identifier: Apache-2.0
"""The plan of a chaos run: the seed alone decides, and nobody is cut off for long."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from crosslayer_lab.chaos.kinds import CLUSTER_KINDS, KINDS, MOST_WITHOUT_PATH, Target, by_name
from crosslayer_lab.chaos.plan import connected, inner_links, make_plan, name_of
from crosslayer_lab.networks import leaf_spine_fabric

FABRIC = leaf_spine_fabric(2, 3, 2)


def test_the_same_seed_draws_the_same():
    lines = [line for part in make_plan(FABRIC, 7, 60, 150) for line in part.lines()]
    assert lines == [line for part in make_plan(FABRIC, 7, 60, 150) for line in part.lines()]
    assert lines != [line for part in make_plan(FABRIC, 8, 60, 150) for line in part.lines()]


def test_another_process_draws_the_same():
    def drawn(hashing: str) -> str:
        return subprocess.run(
            [sys.executable, "-m", "crosslayer_lab", "chaos", "--seed", "7", "--faults", "60", "--transfers", "150",
             "--plan"], cwd=Path(__file__).resolve().parents[2], capture_output=True, text=True, check=True,
            env={**os.environ, "PYTHONHASHSEED": hashing}).stdout

    first = drawn("1")
    assert first == drawn("2")
    assert first.count(" fault ") == 60


def test_a_shorter_run_is_the_first_round_of_a_longer_one():
    assert make_plan(FABRIC, 1, 50, 125) == make_plan(FABRIC, 1, 200, 500)[:1]


@pytest.mark.parametrize("faults, transfers", [(0, 20), (12, 40), (200, 500)])
def test_a_plan_has_what_was_asked_for(faults, transfers):
    rounds = make_plan(FABRIC, 1, faults, transfers)
    assert [fault.number for part in rounds for fault in part.faults] == list(range(faults))
    assert sorted(transfer.number for part in rounds for transfer in part.transfers) == list(range(transfers))
    for part in rounds:
        held = [transfer for transfer in part.transfers if transfer.held]
        assert len(held) == 12 and {transfer.protocol for transfer in held} == {"mptcp"}
        assert sum(transfer.backup for transfer in held) == 6


@pytest.mark.parametrize("seed", range(20))
def test_every_host_keeps_a_path_but_for_moments(seed):
    for part in make_plan(FABRIC, seed, 100, 100):
        cuts = [fault for fault in part.faults if by_name(fault.kind).target == Target.LINK]
        for fault in cuts:
            down = {cut.target for cut in cuts if cut.at <= fault.at < cut.at + cut.seconds}
            assert connected(FABRIC, down)
        for fault in part.faults:
            if fault.kind == "host-cut":
                assert fault.seconds <= MOST_WITHOUT_PATH


@pytest.mark.parametrize("seed", range(20))
def test_a_target_has_one_fault_at_a_time(seed):
    for part in make_plan(FABRIC, seed, 100, 100):
        for fault in part.faults:
            same = [other for other in part.faults if other.number > fault.number and other.target == fault.target
                    and by_name(other.kind).target == by_name(fault.kind).target]
            assert all(other.at >= fault.at + fault.seconds for other in same)


@pytest.mark.parametrize("nodes, kinds", [(1, KINDS), (3, KINDS + CLUSTER_KINDS)])
def test_all_kinds_are_drawn(nodes, kinds):
    drawn = {fault.kind for part in make_plan(FABRIC, 1, 300, 500, nodes) for fault in part.faults}
    assert drawn == {kind.name for kind in kinds}


@pytest.mark.parametrize("seed", range(10))
def test_one_node_of_a_cluster_is_left(seed):
    for part in make_plan(FABRIC, seed, 200, 200, 3):
        of_nodes = [fault for fault in part.faults
                    if by_name(fault.kind).target in (Target.CONTROLLER, Target.CLUSTER)]
        for fault in of_nodes:
            now = [other for other in of_nodes if other.at <= fault.at < other.at + other.seconds]
            assert len({other.target for other in now}) < 3
            assert sum(other.kind in ("onos-kill", "onos-stop", "nodes-apart") for other in now) <= 1
            if "app-restart" in {other.kind for other in now}:
                assert now == [fault]


def test_a_network_in_two_parts_is_not_connected():
    names = [name_of(link) for link in inner_links(FABRIC)]
    assert connected(FABRIC, set(names[:2]))
    assert not connected(FABRIC, set(names[:3]))
