# SPDX-License-Identifier: Apache-2.0
"""Ctrl-C in the middle of a chaos run, while agent and ONOS stand still and links are cut: nothing of it is left."""

import os
import signal

import pytest
from held_run import SECONDS, HeldRun
from machine_state import network_namespaces

from crosslayer_lab.run_directory import BASE, RunDirectory

pytestmark = pytest.mark.e2e

# After 1.3 s an agent is paused for 5 s, then two links are cut, two agents killed, and after 5.6 s ONOS is paused.
SEED, FAULTS, TRANSFERS = 26, 30, 60


def test_ctrl_c_in_mid_run_leaves_nothing(tmp_path):
    held = HeldRun("crosslayer_lab", "chaos", "--seed", str(SEED), "--faults", str(FAULTS), "--transfers",
                   str(TRANSFERS), "--json", str(tmp_path / "chaos.json"), namespaces=0)
    try:
        held.wait_until_it_says("agent-pause")
        [path] = BASE.glob(f"{held.process.pid}-*")
        held.run = RunDirectory(path)
        held.namespaces = network_namespaces(held.run.processes()) - network_namespaces([os.getpid()])
        assert held.namespaces
        held.wait_until_it_says("onos-pause")
        held.signal_group(signal.SIGINT)
        assert held.process.wait(SECONDS) == 130
        held.expect_gone()
        # What has not been measured is not written.
        assert (tmp_path / "chaos.json").read_text(encoding="utf-8") == ""
    finally:
        held.close()
