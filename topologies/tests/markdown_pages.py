# SPDX-License-Identifier: Apache-2.0
"""The project's Markdown pages as tests read them: prose, code, links and the anchors that GitHub gives headings."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# What is made, not written.
MADE = {"target", "build", "results", "dist", "node_modules"}
FENCE = re.compile(r"^(```|~~~)[^\n]*\n(.*?)^\1 *$", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"(?<!`)`([^`\n]+(?:\n[^`\n]+)*)`(?!`)")
LINK = re.compile(r"\[(?:[^\[\]]|\[[^\]]*\])*\]\(<?([^()\s>]+)>?(?: +\"[^\"]*\")?\)")
DEFINITION = re.compile(r"^\[[^\]]+\]: +(\S+)", re.MULTILINE)
HEADING = re.compile(r"^#{1,6} +(.*?) *#* *$", re.MULTILINE)
NAMED = re.compile(r"<a (?:id|name)=\"([^\"]+)\"")


@cache
def pages() -> list[Path]:
    """Every page of the project."""
    return sorted(path for path in ROOT.rglob("*.md") if not is_made(path))


def is_made(path: Path) -> bool:
    """Whether a file is none of the project's own; hidden ones are those of tools."""
    parts = path.relative_to(ROOT).parts
    return bool(MADE & set(parts)) or any(part.startswith(".") for part in parts[:-1])


def read(page: Path) -> str:
    """The text of a page."""
    return page.read_text(encoding="utf-8")


def links(text: str) -> list[str]:
    """Where the links and pictures of a text lead; what is code is none."""
    prose = SPAN.sub("code", FENCE.sub("", text))
    return LINK.findall(prose) + DEFINITION.findall(prose)


def anchors(text: str) -> set[str]:
    """The names that links into a page may use."""
    prose, names, found = FENCE.sub("", text), {}, set(NAMED.findall(text))
    for title in HEADING.findall(prose):
        words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", title).replace("`", "").replace("*", "")
        name = re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-")
        found.add(f"{name}-{names[name]}" if name in names else name)
        names[name] = names.get(name, 0) + 1
    return found


def code_lines(text: str) -> list[str]:
    """Lines that a reader may type: of fenced and indented blocks, and what stands between backticks in prose."""
    lines = [line for _, block in FENCE.findall(text) for line in block.replace("\\\n", " ").splitlines()]
    prose = FENCE.sub("", text).replace("\\\n", " ")
    lines += [line for line in prose.splitlines() if line.startswith("    ") and "`" not in line]
    lines += [span.replace("\n", " ") for span in SPAN.findall(prose)]
    return lines
