# SPDX-License-Identifier: Apache-2.0
"""What a new user has typed, what it said, and how long it took."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from crosslayer_lab.waiting import wait_for

SECONDS = 120.0


@dataclass(frozen=True)
class Typed:
    """A command, perhaps given several times."""

    step: int
    where: str
    command: str
    times: int
    seconds: float
    said: str


@dataclass
class Record:
    """All of them, in order."""

    lines: list[Typed] = field(default_factory=list)

    def type(self, step: int, where: str, command: str, run: Callable[[], str],
             until: Callable[[str], bool] = lambda said: True) -> str:
        """Gives a command, again and again until what it says is what is waited for; that."""
        said: list[str] = []

        def attempt() -> bool:
            said.append(run())
            return until(said[-1])

        begin = time.monotonic()
        try:
            wait_for(command, attempt, SECONDS)
        except Exception:
            print(f"{command}: {said[-1:]}")
            raise
        self.lines.append(Typed(step, where, command, len(said), time.monotonic() - begin, said[-1].strip()))
        return said[-1]

    def found(self, pattern: re.Pattern) -> str:
        """What the first group of a pattern is in all that was said; empty if it is not there."""
        found = pattern.search("\n".join(line.said for line in self.lines))
        return found[1] if found else ""

    def table(self) -> str:
        """A line for each command."""
        rows = [f"{line.step:4}  {line.where:7}  {line.seconds:7.1f}  {line.times:5}  {line.command}"
                for line in self.lines]
        total = sum(line.seconds for line in self.lines)
        return "\n".join(["step  where    seconds  times  typed", *rows, f"{'all':13}  {total:7.1f}"])

    def steps(self) -> str:
        """A line of Markdown for each step."""
        rows = []
        for step in sorted({line.step for line in self.lines}):
            lines = [line for line in self.lines if line.step == step]
            rows.append(f"| {step} | {len(lines)} | {sum(line.seconds for line in lines):.0f} |")
        return "\n".join(["| step | commands | seconds |", "|---|---|---|", *rows])

    def session(self) -> str:
        """Everything, as on a terminal."""
        return "\n".join(f"[{line.where}] $ {line.command}\n{line.said}\n# {line.seconds:.1f} s\n"
                         for line in self.lines)
