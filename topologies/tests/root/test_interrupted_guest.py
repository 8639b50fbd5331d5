# SPDX-License-Identifier: Apache-2.0
"""An experiment with a virtual machine that is interrupted: nothing of it is left but what it has measured."""

import csv
import os
import signal
from pathlib import Path

import pytest
from held_run import SECONDS, HeldRun

pytestmark = pytest.mark.root

# Stands in for QEMU: a guest that hands over one row and then hangs.
GUEST = """\
#!/bin/sh
for word; do
  case $word in local,path=*,mount_tag=share,*) share=${word#local,path=} share=${share%%,*} ;; esac
done
mkfifo "$share/forever"
printf '{"paths": 2, "scheme": "tcp", "goodput_bps": [1, 2]}' >"$share/row-0000.json"
echo booted
while [ -e "$share/row-0000.json" ]; do sleep 0.1; done
echo taken
read -r forever <"$share"/forever
"""


@pytest.fixture(name="held")
def held_guest(tmp_path):
    """A run whose guest has made a row, and goes on."""
    programs = tmp_path / "bin"
    programs.mkdir()
    qemu = programs / "qemu-system-x86_64"
    qemu.write_text(GUEST, encoding="utf-8")
    qemu.chmod(0o755)
    run = HeldRun("held_guest", str(tmp_path / "results"), namespaces=1, programs=programs)
    try:
        run.wait_until_up()
        run.wait_until_it_says("guest taken")
        yield run
    finally:
        run.close()


def incomplete(folder: Path) -> list[dict]:
    """The rows that were kept; there is nothing beside them that could be taken for a result."""
    assert [path.name for path in (folder / "results").glob("*.*")] == ["fail-static-incomplete.csv"]
    with open(folder / "results/fail-static-incomplete.csv", encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


@pytest.mark.parametrize("number, status", [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interrupted_run_ends_its_guest_and_keeps_its_rows(held, tmp_path, number, status):
    held.signal_group(number)
    assert held.process.wait(SECONDS) == status
    held.expect_gone()
    assert incomplete(tmp_path) == [{"paths": "2", "scheme": "tcp", "goodput_bps": "1 2"}]


def test_so_does_one_whose_guest_ends_early(held, tmp_path):
    [guest] = [pid for pid in held.run.processes() if b"qemu-" in Path(f"/proc/{pid}/cmdline").read_bytes()]
    os.kill(guest, signal.SIGKILL)
    assert held.process.wait(SECONDS) == 1
    held.expect_gone()
    assert len(incomplete(tmp_path)) == 1
