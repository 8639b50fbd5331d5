# SPDX-License-Identifier: Apache-2.0
"""The link-cut experiment: what is told to ONOS, what is made of the curves, what is expected."""

import pytest

from crosslayer_lab.netcfg import APPLICATION, network_configuration
from crosslayer_lab.networks import leaf_spine_fabric
from experiments.link_cut.report import findings, table
from experiments.link_cut.run import longest_gap

EXPECTED = {"replacement_ms_at_most": 200}


def test_onos_is_told_of_all_links_but_the_cut_one_and_of_all_ports():
    fabric = leaf_spine_fabric(2, 3, 1)
    whole = network_configuration(fabric)["apps"][APPLICATION]["routedFabric"]
    cut = network_configuration(fabric, [fabric.link_between("leaf1", "spine2")])["apps"][APPLICATION]["routedFabric"]
    assert [link for link in whole["links"] if link not in cut["links"]] == [
        {"a": "routed:leaf1/3", "b": "routed:spine2/1"}]
    assert (cut["devices"], cut["hosts"]) == (whole["devices"], whole["hosts"])


@pytest.mark.parametrize("curve, gap", [([], 0), ([1, 2], 0), ([0, 1, 0, 0, 3], 2), ([1, 0, 0, 0], 3)])
def test_the_longest_gap_is_the_longest_row_of_zeros(curve, gap):
    assert longest_gap(curve) == gap


def rows(replacement: list[int], after: float = 0.9) -> list[dict]:
    """One cut with each scheme."""
    return [{"scheme": scheme, "repeat": 1, "link": "leaf1-spine1", "before": 0.9, "longest_gap_ms": 100,
             "curve": [0.9], "after": after if scheme == "crosslayer" else 0.6,
             "replacement_ms": replacement if scheme == "crosslayer" else [],
             "replacement_since_cut_ms": [value + 20 for value in replacement] if scheme == "crosslayer" else []}
            for scheme in ("tcp", "in-kernel", "crosslayer")]


@pytest.mark.parametrize("measured, good", [
    (rows([30, 150]), [True, True, True]), (rows([30, 250]), [False, True, True]), (rows([]), [False]),
    (rows([30], after=0.5), [True, False, False])], ids=["good", "late", "none", "less"])
def test_a_late_or_missing_replacement_and_less_goodput_are_told(measured, good):
    assert [met for _, met in findings(measured, EXPECTED)] == good


def test_the_table_tells_of_the_replacements():
    text = table(rows([30, 150]))
    assert "2 replacements; SUB_ESTABLISHED after ONOS's event: median 90 ms, worst 150 ms" in text
    assert "after the cut itself: median 110 ms, worst 170 ms" in text
    assert "replacements" not in table(rows([]))
