# SPDX-License-Identifier: Apache-2.0
"""The rows of the parallel-paths experiment as a table, and what is expected of them."""

from __future__ import annotations

from statistics import median

from crosslayer_lab.table import text_table

SCHEMES = ["tcp", "in-kernel", "mptcpd", "random", "crosslayer"]
# Measured when asked for.
STANDING = "standing"
ALL_SCHEMES = [*SCHEMES, STANDING]
PLANNED = ["crosslayer", STANDING]
MAX_FLOW = "max-flow"


def fraction(row: dict) -> float:
    """Median goodput as a fraction of the max-flow."""
    return median(row["goodput_bps"]) / row["max_flow_bps"]


def table(rows: list[dict]) -> str:
    """Goodput of every scheme in absolute terms and as a fraction of the max-flow."""
    lines = []
    for row in rows:
        landed = row["subflows_on_intended_path"]
        lines.append([f"{row['paths']}", row["scheme"], f"{median(row['goodput_bps']) / 1e6:.1f}",
                      f"{row['max_flow_bps'] / 1e6:.1f}", f"{fraction(row):.2f}", f"{1 / row['paths']:.2f}",
                      row["subflows"], "-" if landed is None else landed])
    return text_table(["paths", "scheme", "goodput [Mbit/s]", "max-flow [Mbit/s]", "goodput/max-flow", "1/N",
                       "further subflows", "on intended path"], lines) + (
        f"\n\nMedians of {len(rows[0]['goodput_bps'])}; max-flow is what N plain TCP connections, one on each path, "
        "carry together in the same run.\nFurther subflows: beside the initial ones, of all transfers (iperf3 has two "
        "connections).")


def findings(rows: list[dict], expected: dict) -> list[tuple[str, bool]]:
    """Compares with expected.json."""
    found = []
    for row in rows:
        share, paths = fraction(row), row["paths"]
        if row["scheme"] in PLANNED:
            found.append((f"{paths} paths: {row['scheme']} reaches {share:.2f} of the max-flow "
                          f"(expected at least {expected['crosslayer_at_least']})",
                          share >= expected["crosslayer_at_least"]))
            ways = ", both directions" if row["scheme"] == "crosslayer" else ""
            found.append((f"{paths} paths: {row['subflows_on_intended_path']} of {row['subflows']} planned subflows on "
                          f"their path{ways}", row["subflows_on_intended_path"] == row["subflows"]))
        elif row["scheme"] != "random":
            most = expected["single_path_at_most_of_1_over_n"] / paths
            found.append((f"{paths} paths: {row['scheme']} reaches {share:.2f} (expected at most {most:.2f})",
                          share <= most))
    return found
