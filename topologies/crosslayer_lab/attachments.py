# SPDX-License-Identifier: Apache-2.0
"""To which controllers an agent has been attached, and when, by its own log."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timezone

from .agents import HostAgent

_LINE = re.compile(r"(\S+Z) INFO\s+(attached to|detached:|leaving) (\S+)")


@dataclass(frozen=True)
class Change:
    """One line of the log."""

    seconds: float
    """Since 1970."""
    kind: str
    """"attached", "detached" or "leaving"."""
    address: str
    """Of the controller; empty for "detached"."""


def changes(log: str) -> list[Change]:
    """What an agent's log tells, oldest first."""
    found = []
    for moment, words, rest in _LINE.findall(log):
        at = datetime.strptime(moment, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=timezone.utc).timestamp()
        kind = words.split()[0].rstrip(":")
        found.append(Change(at, kind, "" if kind == "detached" else rest.rpartition(":")[0]))
    return found


def attached_to(agent: HostAgent) -> str | None:
    """Address of the controller that an agent is attached to, None if there is none."""
    told = changes(agent.process.output())
    return told[-1].address if told and told[-1].kind == "attached" else None


def orphan_seconds(log: str, since: float, served_on: bool = False) -> float | None:
    """For how long an agent was without a controller after a moment, None if it has not attached since.

    It begins at the moment, or, if the controller `served_on`, when the agent has left it or lost its stream.
    """
    after = [change for change in changes(log) if change.seconds >= since]
    for position, change in enumerate(after):
        if change.kind == "attached":
            return change.seconds - (after[0].seconds if served_on and position else since)
    return None


def without_controller(log: str, since: float) -> list[float]:
    """For how long an agent had no controller, each time that it lost or left one after a moment; seconds.

    A time that has not ended yet is not among them.
    """
    found, gone = [], None
    for change in changes(log):
        if change.seconds < since:
            continue
        if change.kind != "attached":
            gone = change.seconds if gone is None else gone
        elif gone is not None:
            found.append(change.seconds - gone)
            gone = None
    return found
