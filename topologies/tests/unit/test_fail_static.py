# SPDX-License-Identifier: Apache-2.0
"""The fail-static experiment: what ss tells of subflows, what the table says, what is expected."""

import pytest

from experiments.fail_static.burst import by_connection
from experiments.fail_static.report import SCHEMES, findings, table

EXPECTED = {"of_reactive_at_least": 0.95, "single_path_at_most_of_1_over_n": 1.1}
SS = """\
0 0 10.0.1.2:40000 10.0.2.2:5400 tcp-ulp-mptcp flags:Mmec token:0000(id:0)/a1b2(id:0) seq:1 sfseq:1 ssnoff:1 maplen:1
0 0 10.0.1.2:20001 10.0.2.2:5400 tcp-ulp-mptcp flags:Jjec token:c3d4(id:0)/a1b2(id:192) seq:1 sfseq:1 ssnoff:1 maplen:0
0 0 10.0.1.2:40002 10.0.2.2:5400 tcp-ulp-mptcp flags:Mmec token:0000(id:0)/e5f6(id:0) seq:1 sfseq:1 ssnoff:1 maplen:1
0 0 10.0.1.2:40004 10.0.2.2:5400 cubic rto:204
"""


def rows(goodput: float = 0.96, on_all_paths: int = 10) -> list[dict]:
    """Four paths of 5 Mbit/s, three transfers and a burst of ten connections of each scheme."""
    measured = []
    for scheme in SCHEMES:
        single = scheme in ("tcp", "no-plans")
        share = 0.25 if single else 0.96 if scheme == "reactive" else goodput
        complete = 0 if single else 10 if scheme == "reactive" else on_all_paths
        burst = scheme != "tcp"
        measured.append({
            "paths": 4, "scheme": scheme, "goodput_bps": [round(share * 20e6)] * 3, "subflows": 0 if single else 18,
            "transfers_on_all_paths": 0 if single else 3, "busy": [0.3, 0.4, 0.35],
            "burst_connections": 10 if burst else None, "burst_subflows": 3 * complete if burst else None,
            "burst_on_all_paths": complete if burst else None, "max_flow_bps": 20_000_000})
    return measured


def test_subflows_belong_together_by_their_token():
    assert by_connection(SS) == {"a1b2": [40000, 20001], "e5f6": [40002]}


@pytest.mark.parametrize("measured, bad", [(rows(), 0), (rows(goodput=0.9), 3), (rows(on_all_paths=9), 3)],
                         ids=["good", "less goodput", "a connection without all its paths"])
def test_less_goodput_and_missing_subflows_are_told(measured, bad):
    assert [good for _, good in findings(measured, EXPECTED)].count(False) == bad


def test_more_than_one_path_without_plans_is_told():
    measured = rows()
    measured[-1]["goodput_bps"] = [10_000_000] * 3
    assert [text for text, good in findings(measured, EXPECTED) if not good] == [
        "4 paths, ... and the module unloaded: 0.50 of the max-flow (expected at most 0.28)"]


def test_the_table_has_what_was_planned_beside_what_came():
    text = table(rows(on_all_paths=9))
    assert "27 of 30" in text
    assert "9 of 10" in text
    assert "40%" in text
