# SPDX-License-Identifier: Apache-2.0
"""The lab's model of Linux's hash against what real kernels were seen to do."""

import csv
import ipaddress
from pathlib import Path

import pytest

from crosslayer_lab.ecmp import choose, flow_hash, policy3_hash

VECTORS = Path(__file__).resolve().parents[3] / "onos-app/src/test/resources/vectors"


def rows(name: str) -> list[dict]:
    """A file of vectors; never an empty one."""
    with open(VECTORS / name, encoding="ascii", newline="") as file:
        found = list(csv.DictReader(file))
    assert found
    return found


def flow(row: dict) -> tuple:
    """Arguments of the hash functions."""
    return (ipaddress.ip_address(row["src"]), ipaddress.ip_address(row["dst"]), int(row["sport"]), int(row["dport"]),
            int(row["seed"]))


def weights(row: dict) -> list[int]:
    """Weights of the next hops."""
    return [int(word) for word in row["weights"].split("-")]


@pytest.mark.parametrize("family", ["ipv4", "ipv6"])
def test_policy3_picks_the_next_hops_that_the_kernel_picked(family):
    mine = [row for row in rows("vectors-linux-policy3.csv") if row["family"] == family]
    assert len(mine) >= 400
    wrong = [row for row in mine if policy3_hash(*flow(row)) != int(row["hash_hex"], 16)
             or choose(policy3_hash(*flow(row)), weights(row)) != int(row["nexthop_index"])]
    assert wrong == []


@pytest.mark.parametrize("family", ["ipv4", "ipv6"])
def test_flow_hash_and_weights_agree_with_a_kernel_that_spreads_by_policy_1(family):
    mine = [row for row in rows("vectors-linux-ecmp.csv") if row["family"] == family]
    assert len(mine) >= 900
    wrong = [row for row in mine if choose(flow_hash(*flow(row)) >> 1, weights(row)) != int(row["nexthop_index"])]
    assert wrong == []


def test_flow_hash_is_exactly_the_number_that_the_kernel_used():
    wrong = [row for row in rows("vectors-linux-exact-hash.csv")
             if flow_hash(*flow(row)) >> 1 != int(row["hash31_hex"], 16)]
    assert wrong == []
