# SPDX-License-Identifier: Apache-2.0
"""Processes of the lab: start, log, end."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from crosslayer_lab.errors import LabError
from crosslayer_lab.processes import LabProcess
from crosslayer_lab.waiting import wait_for

TOPOLOGIES = Path(__file__).resolve().parents[2]
SECONDS = 20


def shell(script: str, tmp_path: Path, **options) -> LabProcess:
    """A shell as a process of the lab."""
    return LabProcess("shell", ["bash", "-c", script], tmp_path / "log", **options)


def gone(pid: int) -> bool:
    """Whether there is no such process, or only its entry."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] in "ZX"
    except OSError:
        return True


def test_output_of_both_streams_is_logged_and_stop_ends_it(tmp_path):
    process = shell("echo one; echo two >&2; exec sleep 1000", tmp_path)
    wait_for("both lines", lambda: process.logged("two"), SECONDS)
    assert process.output() == "one\ntwo\n"
    assert process.running()
    process.stop()
    assert not process.running()
    assert gone(process.pid)
    process.stop()  # once more does no harm


def test_what_an_earlier_process_has_logged_is_not_taken_for_the_new_ones(tmp_path):
    (tmp_path / "log").write_text("ready\n", encoding="utf-8")
    process = shell("exec sleep 1000", tmp_path)
    try:
        assert not process.logged("ready")
        assert process.output() == ""
    finally:
        process.stop()
    assert (tmp_path / "log").read_text(encoding="utf-8") == "ready\n"


def test_a_process_that_has_ended_is_not_waited_for(tmp_path):
    process = shell("echo no such file >&2; exit 3", tmp_path)
    with pytest.raises(LabError, match=r"^shell ended with status 3: no such file \(log: .*/log\)$"):
        wait_for("something", lambda: process.logged("ready"), SECONDS)


def test_what_it_has_said_before_its_end_counts(tmp_path):
    process = shell("echo done", tmp_path)
    wait_for("end", lambda: not process.running(), SECONDS)
    assert process.logged("done")


def test_a_process_that_ignores_the_request_is_made_to_end(tmp_path, monkeypatch):
    monkeypatch.setattr("crosslayer_lab.processes.STOP_SECONDS", 0.3)
    process = shell("trap '' TERM; echo deaf; exec sleep 1000", tmp_path)
    wait_for("trap", lambda: process.logged("deaf"), SECONDS)
    process.stop()
    assert not process.running()


def test_it_gets_the_environment_that_is_asked_for(tmp_path):
    process = shell("echo $COLOUR; exec sleep 1000", tmp_path, environment={"COLOUR": "blue"})
    try:
        wait_for("output", lambda: process.logged("blue"), SECONDS)
    finally:
        process.stop()


def test_it_ends_with_the_lab_even_if_the_lab_is_killed(tmp_path):
    script = ("import pathlib, signal, sys\n"
              "from crosslayer_lab.processes import LabProcess\n"
              "process = LabProcess('child', ['sleep', '1000'], pathlib.Path(sys.argv[1]))\n"
              "print(process.pid, flush=True)\n"
              "signal.pause()\n")
    with subprocess.Popen([sys.executable, "-c", script, tmp_path / "log"], stdout=subprocess.PIPE, text=True,
                          env={**os.environ, "PYTHONPATH": str(TOPOLOGIES)}) as lab:
        child = int(lab.stdout.readline())
        assert not gone(child)
        # The child has to have got as far as asking for its parent's death.
        wait_for("sleep", lambda: Path(f"/proc/{child}/comm").read_text(encoding="utf-8") == "sleep\n", SECONDS)
        lab.send_signal(signal.SIGKILL)
        lab.wait()
        started = time.monotonic()
        wait_for("end of the child", lambda: gone(child), SECONDS)
        assert time.monotonic() - started < SECONDS


def test_a_paused_process_ends_in_good_order(tmp_path):
    process = shell("trap 'echo ended; exit' TERM; echo ready; while :; do sleep 0.05; done", tmp_path)
    wait_for("ready", lambda: process.logged("ready"), SECONDS)
    process.signal(signal.SIGSTOP)
    process.stop()
    assert "ended" in process.output()
