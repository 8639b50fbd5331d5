# SPDX-License-Identifier: Apache-2.0
"""A short chaos run: everything fails, nothing is lost."""

from __future__ import annotations

import json

import pytest

from crosslayer_lab.chaos import command

pytestmark = pytest.mark.e2e

SEED, FAULTS, TRANSFERS = 3, 12, 40


def test_a_short_run_has_neither_failures_nor_differences(tmp_path, capsys):
    results = tmp_path / "chaos.json"
    status = command.main(["--seed", str(SEED), "--faults", str(FAULTS), "--transfers", str(TRANSFERS),
                           "--json", str(results)])
    found = json.loads(results.read_text(encoding="utf-8"))
    assert (found["failures"], found["difference_lines"]) == ([], [])
    assert (found["faults"], found["transfers"], found["failed"], found["differences"]) == (FAULTS, TRANSFERS, 0, 0)
    assert status == 0
    # There was something to compare.
    assert found["compared_ends"] >= 24 and found["compared_subflows"] > found["compared_ends"]
    assert found["compared_backups"] > 0
    assert "transfers failed" in capsys.readouterr().out
