# SPDX-License-Identifier: Apache-2.0
"""The rows of the plan-latency experiment as a table, and what is expected of them."""

from __future__ import annotations

import math

from crosslayer_lab.table import text_table

PERCENTILES = (50, 90, 99)
STATES = {"first": "first connection of all", "cold": "first of a fresh agent", "warm": "warm, one after the other",
          "spaced": "warm, 20 ms apart"}


def percentile(values: list[float], percent: int) -> float:
    """The smallest value that at least so many percent of the values do not exceed."""
    return sorted(values)[max(0, math.ceil(len(values) * percent / 100) - 1)]


def row(state: str, milliseconds: list[float]) -> dict:
    """One row: every latency, and its percentiles."""
    return {"state": state, "connections": len(milliseconds),
            **{f"p{percent}_ms": round(percentile(milliseconds, percent), 3) for percent in PERCENTILES},
            "max_ms": round(max(milliseconds), 3), "milliseconds": [round(value, 3) for value in milliseconds]}


def table(rows: list[dict]) -> str:
    """Percentiles by state."""
    return text_table(["ESTABLISHED to last SUBFLOW_CREATE", "connections", "p50 [ms]", "p90 [ms]", "p99 [ms]",
                       "max [ms]"],
                      [[STATES[each["state"]], each["connections"], f"{each['p50_ms']:.2f}", f"{each['p90_ms']:.2f}",
                        f"{each['p99_ms']:.2f}", f"{each['max_ms']:.2f}"] for each in rows])


def findings(rows: list[dict], expected: dict) -> list[tuple[str, bool]]:
    """Compares with expected.json."""
    warm = next(each for each in rows if each["state"] == "warm")
    return [(f"warm p{percent}: {warm[f'p{percent}_ms']:.2f} ms (expected at most {most} ms)",
             warm[f"p{percent}_ms"] <= most)
            for percent, most in ((50, expected["warm_p50_ms"]), (99, expected["warm_p99_ms"]))]
