# SPDX-License-Identifier: Apache-2.0
"""What a run leaves behind when it is killed, and what `clean` makes of it."""

import json
import os
import signal
import subprocess
from pathlib import Path

import pytest

from crosslayer_lab.run_directory import MARK, OWNER, RunDirectory, clean, start_time
from crosslayer_lab.waiting import wait_for

SECONDS = 20


@pytest.fixture
def base(tmp_path, monkeypatch) -> Path:
    """A place for run directories of this test alone."""
    monkeypatch.setenv(MARK, "")
    return tmp_path / "runs"


def abandoned(base: Path) -> RunDirectory:
    """A run whose owner is gone."""
    run = RunDirectory.create(base)
    with subprocess.Popen(["true"]) as owner:
        owner.wait()
    (run.path / OWNER).write_text(json.dumps({"pid": owner.pid, "start": 1}), encoding="utf-8")
    return run


def marked(run: RunDirectory, *command: str) -> subprocess.Popen:
    """A process that belongs to a run."""
    child = subprocess.Popen(command, env={**os.environ, MARK: str(run.path)})
    wait_for("mark", lambda: child.pid in run.processes(), SECONDS)
    return child


def test_a_new_run_is_alive_and_private_and_marks_its_children(base):
    run = RunDirectory.create(base)
    assert run.is_alive()
    assert run.path.stat().st_mode & 0o077 == 0
    assert os.environ[MARK] == str(run.path)
    assert [each.path for each in RunDirectory.all(base)] == [run.path]


def test_removing_a_run_ends_its_processes_and_deletes_its_files(base):
    run = RunDirectory.create(base)
    child = marked(run, "sleep", "1000")
    (run.path / "log").write_text("something", encoding="utf-8")
    run.remove()
    assert child.wait(SECONDS) != 0
    assert not base.exists()
    assert MARK not in os.environ


def test_clean_removes_a_run_whose_owner_is_gone(base):
    run = abandoned(base)
    child = marked(run, "bash", "-c", "sleep 1000 & wait")
    said = []
    assert clean(said.append, base) == 1
    assert child.wait(SECONDS) != 0
    assert run.processes() == []
    assert not run.path.exists()
    assert said == [f"removed {run.path.name}: 2 processes ended"]


def test_a_process_that_ignores_the_request_is_made_to_end(base):
    run = RunDirectory.create(base)
    child = marked(run, "env", "--ignore-signal=TERM", "sleep", "1000")
    wait_for("sleep", lambda: Path(f"/proc/{child.pid}/comm").read_text(encoding="utf-8") == "sleep\n", SECONDS)
    assert run.end_processes(patience=0.2) == 1
    assert child.wait(SECONDS) == -signal.SIGKILL
    run.remove()


def test_clean_leaves_a_running_lab_alone(base):
    run = RunDirectory.create(base)
    child = marked(run, "sleep", "1000")
    said = []
    try:
        assert clean(said.append, base) == 0
        assert child.poll() is None
        assert run.path.exists()
        assert said == [f"{run.path.name} is in use by a running lab: left alone"]
    finally:
        run.remove()
        child.wait(SECONDS)


def test_clean_touches_only_the_processes_with_the_mark(base):
    run = abandoned(base)
    with subprocess.Popen(["sleep", "1000"], env={**os.environ, MARK: f"{run.path}-other"}) as other:
        clean(lambda _: None, base)
        assert other.poll() is None
        other.kill()


def test_a_process_id_that_is_somebody_elses_by_now_is_not_the_owner(base):
    run = RunDirectory.create(base)
    owner = {"pid": os.getpid(), "start": start_time(os.getpid()) - 1}
    (run.path / OWNER).write_text(json.dumps(owner), encoding="utf-8")
    assert not run.is_alive()


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", None])
def test_a_broken_owner_file_means_that_nobody_owns_the_run(base, content):
    run = RunDirectory.create(base)
    if content is None:
        (run.path / OWNER).unlink()
    else:
        (run.path / OWNER).write_text(content, encoding="utf-8")
    assert not run.is_alive()


def test_clean_has_nothing_to_do_where_nothing_was(base):
    assert clean(lambda _: pytest.fail("said something"), base) == 0
