# SPDX-License-Identifier: Apache-2.0
"""What the experiments ask the simulator, and what they make of its answer."""

import json
import subprocess

import pytest

from crosslayer_lab import simulator
from crosslayer_lab.errors import LabError
from crosslayer_lab.simulator import Prediction, predict


@pytest.fixture(name="asked")
def answering(monkeypatch):
    """The words of the command, whose answer is made up."""
    asked = []

    def run(words, **_options):
        asked.extend(map(str, words))
        rows = [{"scheme": scheme, "mean": mean, "worst": mean / 2} for scheme in ("single", "crosslayer-backup-2")
                for mean in (0.5, 1.0)]
        with open(asked[asked.index("--json") + 1], "w", encoding="utf-8") as file:
            json.dump({"rows": rows}, file)
        return subprocess.CompletedProcess(words, 0, "", "")

    monkeypatch.setattr(simulator.subprocess, "run", run)
    return asked


def test_the_receivers_are_given_and_the_draws_averaged(asked):
    found = predict("fat-tree:4", [1, 2, 0], ["single", "crosslayer-backup-2"], 2)
    assert found == {"single": Prediction(0.75, 0.375), "crosslayer-backup-2": Prediction(0.75, 0.375)}
    assert asked[asked.index("--traffic") + 1] == "given:1,2,0"
    assert asked[asked.index("--schemes") + 1] == "single,crosslayer-backup-2"
    assert asked[asked.index("--seeds") + 1] == "2"


def test_what_the_simulator_refuses_is_told(monkeypatch):
    monkeypatch.setattr(simulator.subprocess, "run", lambda words, **_options: subprocess.CompletedProcess(
        words, 2, "", "building\n./crosslayer simulate: error: no such thing\n"))
    with pytest.raises(LabError, match="^simulator: ./crosslayer simulate: error: no such thing$"):
        predict("fat-tree:4", [1, 0], ["single"], 1)
