# SPDX-License-Identifier: Apache-2.0
"""However a run of the lab ends, nothing of it is left: at once, or after `./crosslayer clean` if it was killed."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from machine_state import added_since, machine_state, network_namespaces

from crosslayer_lab.run_directory import BASE, RunDirectory
from crosslayer_lab.waiting import wait_for

pytestmark = pytest.mark.root

ROOT = Path(__file__).resolve().parents[3]
SECONDS = 60


class HeldLab:
    """A lab in a process of its own, and what it has made."""

    def __init__(self):
        self.before = machine_state()
        self.runs = set(BASE.glob("*"))
        self.process = subprocess.Popen(
            [sys.executable, "-m", "held_lab"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            start_new_session=True, stdin=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": f"{ROOT / 'topologies'}:{ROOT / 'topologies/tests'}"})
        self.run: RunDirectory | None = None
        self.namespaces: set[str] = set()

    def wait_until_up(self) -> None:
        """Waits until it is up, and notes what it consists of."""
        self.run = RunDirectory(Path(self.process.stdout.readline().strip()))
        assert self.run.is_alive()
        self.namespaces = network_namespaces(self.run.processes()) - network_namespaces([os.getpid()])
        assert len(self.namespaces) == 7  # two hosts, four routers, the node of ONOS

    def signal_group(self, number: signal.Signals) -> None:
        """What the terminal does for Ctrl-C."""
        os.killpg(self.process.pid, number)

    def expect_gone(self) -> None:
        """Waits until nothing of it is left; says what is, if so."""
        if self.run:
            wait_for("its processes gone", lambda: not self.run.processes(), SECONDS)
            wait_for("its namespaces gone", lambda: not self.namespaces & network_namespaces(), SECONDS)
            assert not self.run.path.exists()
        # Other labs on this machine come and go, too.
        wait_for("the machine as it was", lambda: not added_since(self.before), SECONDS)

    def close(self) -> None:
        """For tests that have failed."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.process.stdout.close()
        self.process.stderr.close()
        if self.run and self.run.path.exists():
            self.run.end_processes()
            self.run.remove()


@pytest.fixture(name="held")
def held_lab():
    """A lab that a test ends."""
    lab = HeldLab()
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
    while "taking everything down" not in (line := held.process.stderr.readline()):
        assert line, "ended without a word"
    held.signal_group(signal.SIGINT)
    held.signal_group(signal.SIGINT)
    held.process.wait(SECONDS)
    held.expect_gone()


def test_ctrl_c_while_the_network_comes_up_leaves_nothing(held):
    while "network:" not in (line := held.process.stderr.readline()):
        assert line, "ended without a word"
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
