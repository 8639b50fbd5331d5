# SPDX-License-Identifier: Apache-2.0
"""The rows of the fail-static experiment as a table, and what is expected of them."""

from __future__ import annotations

from statistics import median

from crosslayer_lab.table import text_table

SCHEMES = {"tcp": "TCP", "reactive": "agents alive, no standing plans", "standing": "standing plans, agents alive",
           "agents-dead": "standing plans, agents killed", "controller-gone": "... and the controller ended",
           "no-plans": "... and the module unloaded"}
PLANNED = ["standing", "agents-dead", "controller-gone"]


def fraction(row: dict) -> float:
    """Median goodput as a fraction of the max-flow."""
    return median(row["goodput_bps"]) / row["max_flow_bps"]


def wanted(row: dict) -> int:
    """Further subflows that all connections of a burst should have together."""
    return row["burst_connections"] * (row["paths"] - 1)


def table(rows: list[dict]) -> str:
    """Goodput and subflows of every scheme."""
    lines = []
    for row in rows:
        burst = row["burst_connections"] is not None
        lines.append([
            f"{row['paths']}", SCHEMES[row["scheme"]], f"{median(row['goodput_bps']) / 1e6:.2f}",
            f"{row['max_flow_bps'] / 1e6:.2f}", f"{fraction(row):.2f}",
            f"{max(row['busy']):.0%}",
            f"{row['transfers_on_all_paths']} of {len(row['goodput_bps'])}",
            f"{row['burst_subflows']} of {wanted(row)}" if burst else "-",
            f"{row['burst_on_all_paths']} of {row['burst_connections']}" if burst else "-"])
    return text_table(["paths", "scheme", "goodput [Mbit/s]", "max-flow [Mbit/s]", "goodput/max-flow", "busy",
                       "transfers on all paths", "burst: further subflows", "burst: connections on all paths"], lines)


def findings(rows: list[dict], expected: dict) -> list[tuple[str, bool]]:
    """Compares with expected.json."""
    found = []
    for row in rows:
        share, what = fraction(row), f"{row['paths']} paths, {SCHEMES[row['scheme']]}"
        if row["scheme"] in PLANNED:
            reactive = next(each for each in rows if (each["paths"], each["scheme"]) == (row["paths"], "reactive"))
            ratio = median(row["goodput_bps"]) / median(reactive["goodput_bps"])
            found += [
                (f"{what}: {ratio:.2f} of the reactive path's goodput (expected at least "
                 f"{expected['of_reactive_at_least']})", ratio >= expected["of_reactive_at_least"]),
                (f"{what}: {row['burst_subflows']} of {wanted(row)} planned subflows, {row['burst_on_all_paths']} of "
                 f"{row['burst_connections']} connections on all paths",
                 row["burst_on_all_paths"] == row["burst_connections"])]
        elif row["scheme"] in ("tcp", "no-plans"):
            most = expected["single_path_at_most_of_1_over_n"] / row["paths"]
            found.append((f"{what}: {share:.2f} of the max-flow (expected at most {most:.2f})", share <= most))
    return found
