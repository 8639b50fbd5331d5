# SPDX-License-Identifier: Apache-2.0
"""Table and expectations of the parallel-paths experiment."""

import json
from pathlib import Path

import pytest
import rows as made_up

from experiments.parallel_paths import report, run

EXPECTED = json.loads((Path(report.__file__).with_name("expected.json")).read_text(encoding="utf-8"))


def unmet(rows: list[dict]) -> list[str]:
    """What is not as expected."""
    return [text for text, good in report.findings(rows, EXPECTED) if not good]


def test_numbers_of_paths_and_schemes_are_those_of_the_comparison():
    assert run.PATHS == [2, 4, 8]
    assert report.SCHEMES == ["tcp", "in-kernel", "mptcpd", "random", "crosslayer"]
    assert report.ALL_SCHEMES == [*report.SCHEMES, "standing"]
    assert EXPECTED["crosslayer_at_least"] == 0.95


def test_the_table_has_a_line_for_each_scheme_with_its_fraction_of_the_max_flow():
    lines = report.table(made_up.parallel_paths()).splitlines()[2:12]
    assert [line.split()[:2] for line in lines] == [
        [str(paths), scheme] for paths in (2, 4) for scheme in report.SCHEMES]
    assert [line.split()[4] for line in lines] == ["0.50", "0.50", "0.50", "0.70", "0.97",
                                                   "0.25", "0.25", "0.25", "0.70", "0.97"]
    assert [line.split()[-1] for line in lines[:5]] == ["-", "-", "-", "-", "6"]


def test_good_rows_meet_all_expectations():
    assert unmet(made_up.parallel_paths()) == []


@pytest.mark.parametrize("rows, complaints", [
    (made_up.parallel_paths(crosslayer=0.94), ["2 paths: crosslayer reaches 0.94", "4 paths: crosslayer reaches 0.94"]),
    (made_up.parallel_paths(landed=5), ["2 paths: 5 of 6 planned", "4 paths: 5 of 6 planned"]),
    (made_up.parallel_paths(tcp=1.2), ["2 paths: tcp reaches 0.60", "4 paths: tcp reaches 0.30"])],
    ids=["crosslayer too slow", "a subflow astray", "tcp on several paths"])
def test_bad_rows_are_told_one_by_one(rows, complaints):
    found = unmet(rows)
    assert len(found) == len(complaints)
    for text, complaint in zip(found, complaints):
        assert text.startswith(complaint)


def test_standing_plans_are_held_to_what_the_reactive_path_is_held_to():
    rows = [dict(row, scheme="standing") for row in made_up.parallel_paths(crosslayer=0.94, landed=5)
            if row["scheme"] == "crosslayer"]
    assert len(unmet(rows)) == 4
    good = [dict(row, scheme="standing") for row in made_up.parallel_paths() if row["scheme"] == "crosslayer"]
    assert unmet(good) == []
