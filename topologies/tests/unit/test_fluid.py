# SPDX-License-Identifier: Apache-2.0
"""The fluid model, on networks solved by hand, and connections that share no link."""

import random

import pytest

from crosslayer_lab.disjoint import on_disjoint_paths
from crosslayer_lab.fluid import jain, max_min_rates
from crosslayer_lab.flow_counters import Flow
from crosslayer_lab.bulk_transfers import PORT
from crosslayer_lab.networks import fat_tree_fabric
from crosslayer_lab.paths import predicted_path
from experiments.permutation.run import derangement


@pytest.mark.parametrize("routes, rates", [
    ([["a"]], [1]),
    ([["a"], ["a"]], [1 / 2, 1 / 2]),
    # The parking lot: the long flow shares both links.
    ([["a", "b"], ["a"], ["b"]], [1 / 2, 1 / 2, 1 / 2]),
    # Two on one link are held back there, and leave the rest of the other link to the third.
    ([["a"], ["a"], ["a", "b"], ["b"]], [1 / 3, 1 / 3, 1 / 3, 2 / 3]),
    ([["a", "b"], ["b", "c"], ["c"], ["c"]], [2 / 3, 1 / 3, 1 / 3, 1 / 3]),
    ([], [])])
def test_max_min_rates_are_those_of_the_networks_solved_by_hand(routes, rates):
    assert max_min_rates(routes) == pytest.approx(rates)


def test_capacity_scales_rates():
    assert max_min_rates([["a"], ["a"]], capacity=10) == pytest.approx([5, 5])


def test_jain_is_1_for_equals_and_1_of_n_for_one_alone():
    assert jain([2, 2, 2, 2]) == pytest.approx(1)
    assert jain([5, 0, 0, 0]) == pytest.approx(1 / 4)


@pytest.mark.parametrize("seed", range(1, 6))
def test_a_permutation_fits_into_a_fat_tree_without_sharing_a_link(seed):
    fabric = fat_tree_fabric(4)
    pairs = derangement(list(fabric.hosts), seed)
    assert all(source != target for source, target in pairs)
    assert sorted(target for _, target in pairs) == sorted(fabric.hosts)
    transfers = on_disjoint_paths(fabric, pairs, random.Random(seed))
    assert [(each.source, each.destination) for each in transfers] == pairs
    here = [str(fabric.access_port(each.source).ipv4.ip) for each in transfers]
    there = [str(fabric.access_port(each.destination).ipv4.ip) for each in transfers]
    steps = [step for each, one, other in zip(transfers, here, there)
             for step in predicted_path(fabric, Flow(one, each.source_port, other, PORT)).split(">")]
    assert len(set(steps)) == len(steps)


def test_a_seed_gives_the_same_permutation_again():
    hosts = list(fat_tree_fabric(4).hosts)
    assert derangement(hosts, 3) == derangement(hosts, 3) != derangement(hosts, 4)
