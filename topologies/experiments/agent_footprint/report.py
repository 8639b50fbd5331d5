# SPDX-License-Identifier: Apache-2.0
"""The rows of the agent-footprint experiment as a table, and what is expected of them."""

from __future__ import annotations

from statistics import median

from crosslayer_lab.table import text_table


def table(rows: list[dict]) -> str:
    """Memory and processor time by agent and state."""
    return text_table(
        ["agent", "at rest", "resident [MiB]", "most [MiB]", "proportional [MiB]", "processor [%]"],
        [[row["agent"], row["state"], f"{median(row['rss_mib']):.1f}", f"{max(row['rss_mib']):.1f}",
          f"{median(row['pss_mib']):.1f}", f"{row['cpu_percent']:.2f}"] for row in rows])


def findings(rows: list[dict], expected: dict) -> list[tuple[str, bool]]:
    """Compares with expected.json."""
    most = expected["resident_mib"]
    return [(f"{row['agent']} {row['state']}: {median(row['rss_mib']):.1f} MiB resident (expected at most {most})",
             median(row["rss_mib"]) <= most) for row in rows]
