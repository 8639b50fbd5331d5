# SPDX-License-Identifier: Apache-2.0
"""What a chaos run says in the end, and when it counts as not survived."""

import contextlib
import json

import pytest

from crosslayer_lab.chaos import command
from crosslayer_lab.chaos.run import Result


@pytest.fixture
def played(monkeypatch, tmp_path):
    """A function that runs the command with what a run has come to; its status and what it wrote."""
    def play(result):
        class Played:
            def __init__(self, _lab, rounds):
                result.transfers = sum(len(part.transfers) for part in rounds)

            def carry_out(self):
                return result

        monkeypatch.setattr(command, "Lab", lambda *_fabric, **_options: contextlib.nullcontext())
        monkeypatch.setattr(command, "Run", Played)
        file = tmp_path / "chaos.json"
        status = command.main(["--seed", "5", "--faults", "12", "--transfers", "40", "--json", str(file)])
        return status, json.loads(file.read_text(encoding="utf-8"))

    return play


def test_nothing_failed_and_nothing_differs(played, capsys):
    status, document = played(Result(faults_by_kind={"agent-kill": 12}))
    assert status == 0
    assert [document[key] for key in ("seed", "faults", "transfers", "failed", "differences")] == [5, 12, 40, 0, 0]
    assert "NOT SURVIVED" not in capsys.readouterr().out


@pytest.mark.parametrize("result, failed, differences", [
    (Result(failures=["transfer 3 failed"]), 1, 0), (Result(differences=["a", "b"]), 0, 2)])
def test_a_failure_or_a_difference_is_told_by_the_status(played, capsys, result, failed, differences):
    status, document = played(result)
    assert status == 3
    assert (document["failed"], document["differences"]) == (failed, differences)
    assert "again: ./crosslayer chaos --seed 5 --faults 12 --transfers 40" in capsys.readouterr().out


def test_the_plan_is_printed_and_nothing_is_done(monkeypatch, capsys):
    monkeypatch.setattr(command, "Lab", None)
    assert command.main(["--seed", "5", "--faults", "12", "--transfers", "40", "--plan"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert sum(" fault " in line for line in lines) == 12
    assert sum(" transfer " in line for line in lines) == 40
