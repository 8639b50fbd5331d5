#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Makes docs/protocol.md of control.proto: every message and field with what the specification says of it.

    control-protocol/reference.py >docs/protocol.md

A unit test compares the page with what this makes, so that it cannot be out of date.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

SOURCE = Path(__file__).resolve().parent / "src/main/proto/crosslayer/control/v1/control.proto"
HEAD = """# Protocol reference

Every message and field of the control protocol between a host agent and a controller. This page is made of
[control.proto](../control-protocol/src/main/proto/crosslayer/control/v1/control.proto), the specification, by
`control-protocol/reference.py`: change that file, not this page. Order, states, errors and how it may change are told
in [control-protocol](../control-protocol/README.md), certificates in
[SECURITY](../control-protocol/SECURITY.md). A field without a text of its own is what its name and its message say.
"""
FIELD = re.compile(r"(repeated |optional )?([\w.]+) (\w+) = (\d+);")
VALUE = re.compile(r"(\w+) = (\d+);")
RPC = re.compile(r"rpc (\w+)\((stream )?(\w+)\) returns \((stream )?(\w+)\);")


@dataclass
class Block:
    """A message, enum or service; its rows are number, name, type, text."""

    kind: str
    name: str
    text: str
    rows: list[tuple[str, str, str, str]] = field(default_factory=list)


def parse(source: str) -> tuple[list[str], list[Block | str]]:
    """The lines of the comment at the top, and the blocks in order, between them the titles of sections."""
    introduction, items, block, choice, comment = [], [], None, "", []
    for line in (line.strip() for line in source.splitlines()):
        if line.startswith("// ----"):
            items.append(line.strip("/- "))
        elif line.startswith("//"):
            comment.append(line[2:].removeprefix(" "))
        elif line.startswith("syntax"):
            introduction, comment = comment, []
        elif opened := re.match(r"(message|enum|service) (\w+) \{(\})?$", line):
            block = Block(opened[1], opened[2], " ".join(comment))
            items.append(block)
            comment, block = [], None if opened[3] else block
        elif opened := re.match(r"oneof (\w+) \{$", line):
            choice = opened[1]
        elif line == "}":
            choice, block = ("", block) if choice else ("", None)
        elif block and line:
            block.rows.append(row(line, choice, " ".join(comment)))
            comment = []
        elif not line and not block:
            comment = []
    return introduction, items


def row(line: str, choice: str, text: str) -> tuple[str, str, str, str]:
    """A field, a value of an enum or a call."""
    if match := RPC.fullmatch(line):
        return "", match[1], f"{match[3]}{' stream' * bool(match[2])}, {match[5]}{' stream' * bool(match[4])}", text
    if match := FIELD.fullmatch(line):
        return match[4], match[3], (match[1] or "") + match[2] + (f", one of {choice}" if choice else ""), text
    match = VALUE.fullmatch(line)
    if not match:
        raise ValueError(f"{SOURCE}: cannot read '{line}'")
    return match[2], match[1], "", text


def page(source: str) -> str:
    """The page."""
    introduction, items = parse(source)
    blocks = {item.name for item in items if isinstance(item, Block)}
    out = [HEAD, "## Conventions\n", *conventions(introduction)]
    for item in items:
        if isinstance(item, str):
            out += ["", f"## {item.replace('->', 'to').capitalize()}"]
            continue
        if item.kind == "service":
            out += ["", "## Service"]
        out += ["", f"### {item.name}", ""] + ([cell(item.text), ""] if item.text else [])
        if item.rows:
            out += ["| value | name | meaning |", "|---|---|---|"] if item.kind == "enum" else \
                   ["| no. | field | type | meaning |", "|---|---|---|---|"] if item.kind == "message" else \
                   ["| call | agent sends, controller sends | meaning |", "|---|---|---|"]
        for number, name, kind, text in item.rows:
            cells = [number, f"`{name}`", linked(kind, blocks), cell(text)]
            out.append("| " + " | ".join(cells[item.kind == "service":2] + cells[2 + (item.kind == "enum"):]) + " |")
        if not item.rows:
            out.append("No fields.")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(out)).rstrip("\n") + "\n"


def conventions(lines: list[str]) -> list[str]:
    """The list of conventions of the introduction."""
    start = lines.index("Conventions") + 1
    return ["* " + cell(line[4:]) if line.startswith("  * ") else "  " + cell(line.strip()) for line in lines[start:]]


def linked(kind: str, blocks: set[str]) -> str:
    """A type, with links to those of this page."""
    return re.sub(r"\w+", lambda word: f"[{word[0]}](#{word[0].lower()})" if word[0] in blocks else word[0], kind)


def cell(text: str) -> str:
    """Text that means itself in Markdown."""
    return re.sub(r"([|*<\[\]])", r"\\\1", text)


if __name__ == "__main__":
    print(page(SOURCE.read_text(encoding="utf-8")), end="")
