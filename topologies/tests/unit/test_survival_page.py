# SPDX-License-Identifier: Apache-2.0
"""Every row of SURVIVAL.md names a test that there is."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
NAME = re.compile(r"`(\w+)(\.|::)(\w+)`")
# A check of the selftests in virtual machines: `script.sh: begin of its name`.
CHECK = re.compile(r"`(\w+\.sh): ([^`]+)`")


def rows():
    lines = (ROOT / "SURVIVAL.md").read_text(encoding="utf-8").splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| ")]
    return [row for row in cells[1:] if not row[0].startswith("**")]


def exists(name):
    owner, kind, test = name
    files = [path for path in ROOT.rglob(f"{owner}.{'py' if kind == '::' else 'java'}")
             if "/src/test/" in str(path) or "/tests/" in str(path)]
    return any(re.search(rf"\b{test}\(", path.read_text(encoding="utf-8")) for path in files)


def check_exists(script, name):
    files = [*ROOT.glob(f"kernel-module/tests/{script}"), *ROOT.glob(f"host-agent/src/test/vm/{script}")]
    return any(f'"{name}' in path.read_text(encoding="utf-8") for path in files)


def test_every_row_has_a_test_that_exists():
    assert len(rows()) > 20
    for row in rows():
        named, checks = NAME.findall(row[-1]), CHECK.findall(row[-1])
        assert len(row) == 3 and named + checks, f"no test in the row: {row}"
        missing = ["".join(name) for name in named if not exists(name)]
        missing += [": ".join(check) for check in checks if not check_exists(*check)]
        assert not missing, f"{row[0]}: no such test: {missing}"


def test_a_name_that_does_not_exist_is_found():
    assert not exists(("AgentIT", ".", "shouldFly"))
    assert not exists(("NoSuchIT", ".", "shouldAgreeWithSs"))
    assert not check_exists("life.sh", "no such check")
