# SPDX-License-Identifier: Apache-2.0
"""The rows of the orphan-time experiment as a table, and what is expected of them."""

from __future__ import annotations

from statistics import median

from crosslayer_lab.table import text_table

PAUSED, KILLED, STOPPED = "paused", "killed", "stopped"
KINDS = {PAUSED: "paused (SIGSTOP)", KILLED: "killed (SIGKILL)", STOPPED: "stopped cleanly"}


def times(rows: list[dict], kind: str) -> list[int]:
    """All times of one kind of failure, ascending, milliseconds."""
    return sorted(row["orphan_ms"] for row in rows if row["failure"] == kind)


def table(rows: list[dict]) -> str:
    """Times by kind of failure."""
    lines = []
    for kind, label in KINDS.items():
        own = times(rows, kind)
        if own:
            failures = len({row["number"] for row in rows if row["failure"] == kind})
            lines.append([label, failures, len(own), own[0], f"{median(own):.0f}", own[-1]])
    return text_table(["node was", "failures", "agents moved", "least [ms]", "median [ms]", "worst [ms]"], lines)


def findings(rows: list[dict], expected: dict) -> list[tuple[str, bool]]:
    """Compares with expected.json."""
    found = []
    for kind, label in KINDS.items():
        own, most = times(rows, kind), expected[f"{kind}_ms_at_most"]
        found.append((f"{label}: worst {own[-1] if own else 'unknown'} ms (expected at most {most})",
                      bool(own) and own[-1] <= most))
    return found
