# SPDX-License-Identifier: Apache-2.0
"""However a run of the lab ends, nothing of it is left: at once, or after `./crosslayer clean` if it was killed."""

import signal
import subprocess

import pytest
from held_run import ROOT, SECONDS, HeldRun
from machine_state import network_namespaces

from crosslayer_lab.run_directory import BASE, RunDirectory

pytestmark = pytest.mark.root


@pytest.fixture(name="held")
def held_lab():
    """A lab that a test ends."""
    # Two hosts, four routers, the node of ONOS.
    lab = HeldRun("held_lab", namespaces=7)
    try:
        yield lab
    finally:
        lab.close()


def test_ctrl_c_takes_everything_down(held):
    held.wait_until_up()
    held.signal_group(signal.SIGINT)
    assert held.process.wait(SECONDS) != 0
    held.expect_gone()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_to_the_lab_alone_takes_everything_down(held, number):
    held.wait_until_up()
    held.process.send_signal(number)
    assert held.process.wait(SECONDS) in (128 + number, -number)
    held.expect_gone()


def test_a_second_ctrl_c_does_not_stop_the_taking_down(held):
    held.wait_until_up()
    held.signal_group(signal.SIGINT)
    held.wait_until_it_says("taking everything down")
    held.signal_group(signal.SIGINT)
    held.signal_group(signal.SIGINT)
    held.process.wait(SECONDS)
    held.expect_gone()


def test_ctrl_c_while_the_network_comes_up_leaves_nothing(held):
    held.wait_until_it_says("network:")
    [path] = [path for path in set(BASE.glob("*")) - held.runs if path.name.startswith(f"{held.process.pid}-")]
    held.run = RunDirectory(path)
    held.signal_group(signal.SIGINT)
    assert held.process.wait(SECONDS) != 0
    held.expect_gone()


def test_after_a_kill_clean_removes_the_rest(held):
    held.wait_until_up()
    held.process.kill()
    held.process.wait(SECONDS)
    done = subprocess.run([ROOT / "crosslayer", "clean"], capture_output=True, text=True, timeout=SECONDS, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"removed {held.run.path.name}: " in done.stdout
    held.expect_gone()


def test_clean_leaves_a_running_lab_alone(held):
    held.wait_until_up()
    done = subprocess.run([ROOT / "crosslayer", "clean"], capture_output=True, text=True, timeout=SECONDS, check=False)
    assert done.returncode == 0
    assert f"{held.run.path.name} is in use by a running lab: left alone\n" in done.stdout
    assert held.process.poll() is None
    assert held.namespaces <= network_namespaces()
