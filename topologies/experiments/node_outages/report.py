# SPDX-License-Identifier: Apache-2.0
"""The rows of the node-outages experiment as a table, and what is expected of them."""

from __future__ import annotations

from crosslayer_lab.table import text_table

SPLIT, RESTART = "split", "restart"


def name_of(row: dict) -> str:
    """An outage, for people."""
    storage = " + storage" if row["with_storage"] else ""
    return f"{row['node']}{storage} {'cut off' if row['outage'] == SPLIT else 'restarted'}"


def table(rows: list[dict]) -> str:
    """A line for each outage."""
    lines = [[name_of(row), f"{row['seconds']:.0f}", f"{row['begun']} ({row['failed']})",
              f"{row['opened_meanwhile_by_cut_off']} / {row['opened_meanwhile_by_others']}"
              if row["outage"] == SPLIT else row["opened_meanwhile_by_others"], row["moved"], row["lost"],
              row["orphan_ms"], f"{row['connections']} ({row['single']})", " + ".join(map(str, row["accounted"])),
              f"{row['agreed_s']:.0f}", row["differences"], row["left"]] for row in rows]
    return text_table(["outage", "[s]", "transfers (failed)", "subflows meanwhile", "agents moved", "lost",
                       "orphaned [ms]", "connections (single)", "accounted", "agreed [s]", "differences", "left"],
                      lines)


def findings(rows: list[dict], expected: dict) -> list[tuple[str, bool]]:
    """Compares with expected.json."""
    def total(column: str) -> int:
        return sum(row[column] for row in rows)

    twice = sum(abs(sum(row["accounted"]) - row["connections"]) for row in rows)
    splits = [row for row in rows if row["outage"] == SPLIT]
    restarts = [row["orphan_ms"] for row in rows if row["outage"] == RESTART]
    planned = sum(row["opened_meanwhile_by_cut_off"] > 0 and row["opened_meanwhile_by_others"] > 0 for row in splits)
    return [
        (f"{total('failed')} of {total('begun')} transfers failed", total("failed") == 0 < total("begun")),
        (f"{total('single')} ends of {total('connections')} connections have one subflow", total("single") == 0),
        (f"{twice} connections are accounted twice or not at all", twice == 0 < total("connections")),
        (f"{total('differences')} differences with connections open, {total('left')} left when all are closed",
         total("differences") == total("left") == 0),
        (f"both sides planned in {planned} of {len(splits)} splits", planned == len(splits)),
        (f"{sum(row['lost'] for row in splits)} agents lost their node in a split",
         not any(row["lost"] for row in splits)),
        (f"restarts: an agent was without a node for {max(restarts, default=0)} ms at most (expected at most "
         f"{expected['restart_ms_at_most']})", max(restarts, default=0) <= expected["restart_ms_at_most"])]
