# SPDX-License-Identifier: Apache-2.0
"""The rows of the permutation experiment as a table, and what is expected of them."""

from __future__ import annotations

from statistics import mean

from crosslayer_lab.table import text_table

OPTIMUM, TCP, CROSSLAYER = "optimum", "tcp", "crosslayer"
RANDOM = [2, 4, 8]


def schemes(rows: list[dict]) -> list[str]:
    """The schemes in the order in which they were measured."""
    return list(dict.fromkeys(row["scheme"] for row in rows))


def over_seeds(rows: list[dict], scheme: str, column: str) -> list[float]:
    """A column of one scheme, a value for each seed."""
    return [row[column] for row in rows if row["scheme"] == scheme]


def table(rows: list[dict]) -> str:
    """Means over the seeds, the worst connection of all, and what the fluid model expects."""
    best = mean(over_seeds(rows, OPTIMUM, "mean"))
    lines = []
    for scheme in schemes(rows):
        found, fluid = (mean(over_seeds(rows, scheme, column)) for column in ("mean", "fluid_mean"))
        lines.append([scheme, f"{found:.3f}", f"{min(over_seeds(rows, scheme, 'worst')):.3f}",
                      f"{mean(over_seeds(rows, scheme, 'jain')):.3f}",
                      f"{mean(over_seeds(rows, scheme, 'subflows_mean')):.1f}", f"{found / best:.3f}", f"{fluid:.3f}"])
    seeds = len(over_seeds(rows, OPTIMUM, "mean"))
    return text_table(["scheme", "mean", "worst", "Jain", "subflows", "mean/optimum", "fluid model"], lines) + (
        f"\n\n{len(rows[0]['goodput_bps'])} connections, {seeds} permutation{'s'[:seeds > 1]}; goodput as a fraction "
        "of the links' rate. Optimum: one subflow\neach, on paths that share no link. Fluid model: max-min fair shares "
        "of the very subflows that were seen.")


def findings(rows: list[dict], expected: dict) -> list[tuple[str, bool]]:
    """Compares with expected.json."""
    found = []
    seeds = len(over_seeds(rows, CROSSLAYER, "mean"))
    for column in ("mean", "worst"):
        ours = mean(over_seeds(rows, CROSSLAYER, column))
        for scheme in schemes(rows):
            if scheme.startswith("random-"):
                theirs = mean(over_seeds(rows, scheme, column))
                found.append((f"{column}: crosslayer {ours:.3f}, {scheme} {theirs:.3f} (expected above it; means over "
                              f"{seeds} seeds)", ours > theirs))
    share = mean(over_seeds(rows, CROSSLAYER, "mean")) / mean(over_seeds(rows, OPTIMUM, "mean"))
    least = expected["crosslayer_of_optimum_at_least"]
    found.append((f"crosslayer reaches {share:.3f} of the optimum (expected at least {least})", share >= least))
    return found
