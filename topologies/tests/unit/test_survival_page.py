# SPDX-License-Identifier: Apache-2.0
"""Every row of SURVIVAL.md names a test that there is."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
NAME = re.compile(r"`(\w+)(\.|::)(\w+)`")


def rows():
    lines = (ROOT / "SURVIVAL.md").read_text(encoding="utf-8").splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| ")]
    return [row for row in cells[1:] if not row[0].startswith("**")]


def exists(name):
    owner, kind, test = name
    files = [path for path in ROOT.rglob(f"{owner}.{'py' if kind == '::' else 'java'}")
             if "/src/test/" in str(path) or "/tests/" in str(path)]
    return any(re.search(rf"\b{test}\(", path.read_text(encoding="utf-8")) for path in files)


def test_every_row_has_a_test_that_exists():
    assert len(rows()) > 20
    for row in rows():
        named = NAME.findall(row[-1])
        assert len(row) == 3 and named, f"no test in the row: {row}"
        missing = ["".join(name) for name in named if not exists(name)]
        assert not missing, f"{row[0]}: no such test: {missing}"


def test_a_name_that_does_not_exist_is_found():
    assert not exists(("AgentIT", ".", "shouldFly"))
    assert not exists(("NoSuchIT", ".", "shouldAgreeWithSs"))
