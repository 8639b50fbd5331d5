# SPDX-License-Identifier: Apache-2.0
"""Table and expectations of the cloudnet2013 experiment."""

import json
from pathlib import Path

import pytest
import rows as made_up

from experiments.cloudnet2013 import report, run

KIB = 1024
EXPECTED = json.loads((Path(report.__file__).with_name("expected.json")).read_text(encoding="utf-8"))


def test_sizes_and_schemes_are_those_of_the_comparison():
    assert run.SIZES == [step * 512 * KIB for step in range(1, 16)]
    assert set(run.QUICK_SIZES) < set(run.SIZES)
    assert report.SCHEMES == ["tcp", "mptcp-1", "mptcp-2-random", "crosslayer-2", "crosslayer-3"]
    assert EXPECTED["ratio_from_bytes"] == 2048 * KIB
    assert (EXPECTED["ratio_tolerance"], EXPECTED["smallest_slower"]) == (0.05, 0.03)


def test_the_table_has_a_line_for_each_size_with_the_papers_ratio_beside_ours():
    lines = report.table(made_up.cloudnet2013()).splitlines()
    assert lines[0].split()[-2:] == ["tcp/crosslayer-2", "paper"]
    assert [line.split()[:2] for line in lines[2:5]] == [["512", "KiB"], ["2048", "KiB"], ["7680", "KiB"]]
    assert [line.split()[-2:] for line in lines[2:5]] == [["1.20", "2.0"], ["2.00", "2.0"], ["2.00", "2.0"]]
    assert "Medians of 2." in report.table(made_up.cloudnet2013())


@pytest.mark.parametrize("ratio, good", [(2.0, True), (1.91, True), (2.09, True), (1.88, False), (2.12, False)])
def test_large_files_must_be_twice_as_fast_within_five_percent(ratio, good):
    assert report.findings(made_up.cloudnet2013(crosslayer=ratio), EXPECTED)[0][1] is good


@pytest.mark.parametrize("ratio, good", [(1.0, True), (0.98, True), (0.96, False)])
def test_the_smallest_file_may_be_three_percent_slower(ratio, good):
    assert report.findings(made_up.cloudnet2013(small=ratio), EXPECTED)[1][1] is good


@pytest.mark.parametrize("ratios, good", [((1, 2), True), ((1, 1), False), ((2, 2), False)])
def test_random_ports_must_be_between(ratios, good):
    rows = made_up.cloudnet2013()
    for row in rows:
        if row["scheme"] == "mptcp-2-random":
            row["seconds"] = [row["size_bytes"] * 8 / 19e6 / each for each in ratios]
    assert report.findings(rows, EXPECTED)[2][1] is good
