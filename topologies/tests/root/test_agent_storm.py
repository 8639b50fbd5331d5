# SPDX-License-Identifier: Apache-2.0
"""A small storm: agent and kernel agree, also about more connections than the agent may follow."""

import json

import pytest

from crosslayer_lab import agent_storm

pytestmark = pytest.mark.root


def test_a_small_storm_is_followed_and_nothing_is_lost_unnoticed(tmp_path):
    figures = tmp_path / "figures.json"
    assert agent_storm.main(["--seconds", "1", "--processes", "1", "--hold", "30", "60", "--max-connections", "50",
                             "--json", str(figures)]) == 0
    _, short, within, beyond = json.loads(figures.read_text(encoding="utf-8"))
    assert short["connections"] > 0 and short["losses_noticed"] == 0
    assert (within["followed"], beyond["followed"]) == (30, 50)
