# SPDX-License-Identifier: Apache-2.0
"""The commands that packaging/README.md has a new user type, as it has them."""

from __future__ import annotations

import re
from pathlib import Path

PAGE = Path(__file__).resolve().parents[1] / "README.md"
SECTION = "## In a data centre, step by step\n"


def commands(text: str | None = None) -> list[tuple[int, str]]:
    """Each command with the number of its step: continued lines are joined, what is said about them left out."""
    section = (PAGE.read_text(encoding="utf-8") if text is None else text).split(SECTION, 1)[1]
    section = re.split(r"^##", section, maxsplit=1, flags=re.MULTILINE)[0].replace("\\\n", "")
    found, step = [], 0
    for line in section.splitlines():
        if heading := re.match(r"\*\*(\d+)\. ", line):
            step = int(heading[1])
        elif line.startswith("    "):
            found.append((step, re.sub(r"\s+# .*$", "", " ".join(line.split()))))
    return found


def with_names(command: str, names: dict[str, str]) -> str:
    """A command with the names of a real network in the place of the page's."""
    longest_first = sorted(names, key=len, reverse=True)
    return re.sub("|".join(map(re.escape, longest_first)), lambda found: names[found[0]], command) if names else command
