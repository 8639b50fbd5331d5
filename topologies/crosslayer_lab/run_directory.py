# SPDX-License-Identifier: Apache-2.0
"""The run directory: what a run of the lab made, so that it, or `./crosslayer clean` after it, can remove just that.

Every process of a run inherits an environment variable that names the run's directory.  That mark, and not a name or
a bare process id, decides what is ended; it also covers grandchildren.  Namespaces, links and qdiscs need no list:
they are anonymous and go with their last process.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from .errors import LabError

BASE = Path("/run/crosslayer-lab")
MARK = "CROSSLAYER_LAB_RUN"
OWNER = "owner.json"


def start_time(pid: int) -> int | None:
    """Start of a process in clock ticks since boot, None if there is none; a zombie counts as gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except OSError:
        return None
    return None if fields[0] in "ZX" else int(fields[19])


def wait_until(condition: Callable[[], bool], seconds: float, interval: float = 0.02) -> bool:
    """Whether a condition came true before the deadline."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(interval)
    return True


class RunDirectory:
    """A directory for the files of one run, and the mark of its processes."""

    def __init__(self, path: Path):
        self.path = path

    @classmethod
    def create(cls, base: Path = BASE) -> RunDirectory:
        """A new one, owned by this process; from here on, children carry the mark."""
        base.mkdir(mode=0o700, parents=True, exist_ok=True)
        run = cls(Path(tempfile.mkdtemp(prefix=f"{os.getpid()}-", dir=base)))
        owner = {"pid": os.getpid(), "start": start_time(os.getpid())}
        (run.path / OWNER).write_text(json.dumps(owner), encoding="utf-8")
        os.environ[MARK] = str(run.path)
        return run

    @classmethod
    def all(cls, base: Path = BASE) -> list[RunDirectory]:
        """Those that exist, of running and of killed runs."""
        return [cls(path) for path in sorted(base.iterdir())] if base.is_dir() else []

    def is_alive(self) -> bool:
        """Whether the process that made it still runs."""
        try:
            owner = json.loads((self.path / OWNER).read_text(encoding="utf-8"))
            return owner["start"] is not None and start_time(owner["pid"]) == owner["start"]
        except (OSError, ValueError, LookupError, TypeError):
            return False

    def processes(self) -> list[int]:
        """Processes with the mark of this run."""
        wanted = f"{MARK}={self.path}".encode()
        found = []
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit() and int(entry.name) != os.getpid():
                try:
                    marked = wanted in (entry / "environ").read_bytes().split(b"\0")
                except OSError:
                    continue
                if marked and start_time(int(entry.name)) is not None:
                    found.append(int(entry.name))
        return found

    def end_processes(self, patience: float = 10) -> int:
        """End what carries the mark: SIGTERM, and SIGKILL after a while. How many there were."""
        ended = set()
        for number in (signal.SIGTERM, signal.SIGKILL):
            for pid in self.processes():
                ended.add(pid)
                try:
                    os.kill(pid, number)
                except ProcessLookupError:
                    pass
            if wait_until(lambda: not self.processes(), patience if number == signal.SIGTERM else 5):
                return len(ended)
        raise LabError(f"processes {self.processes()} of {self.path} do not end; see ps -fp PID")

    def remove(self) -> None:
        """End the processes and delete the files."""
        self.end_processes()
        if os.environ.get(MARK) == str(self.path):
            del os.environ[MARK]
        shutil.rmtree(self.path, ignore_errors=True)
        try:
            self.path.parent.rmdir()
        except OSError:
            pass  # other runs live there


def clean(say: Callable[[str], None], base: Path = BASE) -> int:
    """Remove what killed runs left behind; how many runs were cleaned."""
    cleaned = 0
    for run in RunDirectory.all(base):
        if run.is_alive():
            say(f"{run.path.name} is in use by a running lab: left alone")
            continue
        ended = run.end_processes()
        run.remove()
        cleaned += 1
        say(f"removed {run.path.name}: {ended} processes ended")
    return cleaned
