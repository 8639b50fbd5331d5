# SPDX-License-Identifier: Apache-2.0
"""What the node-outages experiment does in which order, and when its result is not as expected."""

import pytest

from experiments.node_outages.outage import outages
from experiments.node_outages.report import RESTART, SPLIT, findings, table

NODES = ["onos", "onos2", "onos3"]
LIMITS = {"restart_ms_at_most": 1000}


def row(kind, **other):
    """A row without fault, but for `other`."""
    return {"number": 0, "outage": kind, "node": "onos2", "with_storage": False, "seconds": 20.0, "agents_of_node": 3,
            "begun": 60, "done_meanwhile": 40, "failed": 0,
            "opened_meanwhile_by_cut_off": 12 if kind == SPLIT else None, "opened_meanwhile_by_others": 20,
            "moved": 1 if kind == SPLIT else 3, "lost": 0, "orphan_ms": 0 if kind == SPLIT else 12, "agreed_s": 6.0,
            "connections": 15, "accounted": [5, 4, 6], "single": 0, "differences": 0, "left": 0} | other


def test_each_node_is_restarted_once_one_after_the_other():
    assert [outage.node for outage in outages(NODES, False) if outage.kind == RESTART] == NODES


def test_splits_are_shorter_and_longer_than_loads_of_nodes_out_of_reach_count():
    splits = [outage.seconds for outage in outages(NODES, False) if outage.kind == SPLIT]
    assert min(splits) < 30 < max(splits)


def test_rows_without_fault_are_as_expected():
    rows = [row(SPLIT), row(RESTART)]
    assert all(good for _, good in findings(rows, LIMITS))
    assert "onos2 cut off" in table(rows) and "onos2 restarted" in table(rows)


@pytest.mark.parametrize("bad", [
    row(SPLIT, failed=1), row(RESTART, single=1), row(SPLIT, accounted=[5, 5, 6]), row(SPLIT, accounted=[5, 4, 5]),
    row(RESTART, differences=1), row(RESTART, left=1), row(SPLIT, opened_meanwhile_by_cut_off=0),
    row(SPLIT, opened_meanwhile_by_others=0), row(SPLIT, lost=1), row(RESTART, orphan_ms=1001)])
def test_each_fault_is_found(bad):
    assert sum(not good for _, good in findings([row(SPLIT), row(RESTART), bad], LIMITS)) == 1


def test_no_rows_are_not_as_expected():
    assert not all(good for _, good in findings([], LIMITS))
