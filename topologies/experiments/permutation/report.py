# SPDX-License-Identifier: Apache-2.0
"""The rows of the permutation experiment as a table, and what is expected of them."""

from __future__ import annotations

from statistics import mean

from crosslayer_lab.table import text_table

OPTIMUM, TCP, CROSSLAYER = "optimum", "tcp", "crosslayer"
RANDOM = [1, 2, 3, 4, 5, 6, 7, 8]


def schemes(rows: list[dict]) -> list[str]:
    """The schemes in the order in which they were measured."""
    return list(dict.fromkeys(row["scheme"] for row in rows))


def of_scheme(rows: list[dict], scheme: str) -> list[dict]:
    """The rows of one scheme, one for each seed."""
    return [row for row in rows if row["scheme"] == scheme]


def over_seeds(rows: list[dict], scheme: str, column: str) -> float:
    """Mean of a column of one scheme."""
    return mean(row[column] for row in of_scheme(rows, scheme))


def fractions(rows: list[dict], row: dict) -> list[float]:
    """What each connection of a row got of what the optimum gave the same connection."""
    best = next(each for each in of_scheme(rows, OPTIMUM) if each["seed"] == row["seed"])
    return [got / most for got, most in zip(row["goodput_bps"], best["goodput_bps"])]


def of_optimum(rows: list[dict], scheme: str) -> tuple[float, float]:
    """All connections together, and the worst one, as fractions of the optimum; means over the seeds."""
    found = [fractions(rows, row) for row in of_scheme(rows, scheme)]
    return over_seeds(rows, scheme, "mean") / over_seeds(rows, OPTIMUM, "mean"), mean(min(each) for each in found)


def table(rows: list[dict]) -> str:
    """Means over the seeds beside what the simulator predicts."""
    lines = []
    for scheme in schemes(rows):
        whole, worst = of_optimum(rows, scheme)
        lines.append([scheme, *(f"{over_seeds(rows, scheme, column):.3f}" for column in ("mean", "worst", "jain")),
                      f"{over_seeds(rows, scheme, 'subflows_mean'):.1f}", f"{whole:.3f}",
                      f"{over_seeds(rows, scheme, 'predicted_mean'):.3f}", f"{worst:.3f}",
                      f"{over_seeds(rows, scheme, 'predicted_worst'):.3f}"])
    seeds = len(of_scheme(rows, OPTIMUM))
    return text_table(["scheme", "mean", "worst", "Jain", "subflows", "mean/optimum", "predicted", "worst/optimum",
                       "predicted"], lines) + (
        f"\n\n{len(rows[0]['goodput_bps'])} connections, {seeds} permutation{'s'[:seeds > 1]}; means over them. First "
        "goodput as a fraction of the links' rate; then of the\noptimum, connection by connection: one subflow each, "
        "on paths that share no link. Predicted: by the simulator\n(./crosslayer simulate), for the same permutations. "
        f"Processors: {100 * max(row['busy'] for row in rows):.0f} % busy at most.")


def findings(rows: list[dict], expected: dict) -> list[tuple[str, bool]]:
    """Compares with expected.json."""
    found = []
    for column in ("mean", "worst"):
        ours = over_seeds(rows, CROSSLAYER, column)
        for scheme in schemes(rows):
            if scheme.startswith("random-"):
                theirs = over_seeds(rows, scheme, column)
                found.append((f"{column}: crosslayer {ours:.3f}, {scheme} {theirs:.3f} (expected above it; means over "
                              f"{len(of_scheme(rows, CROSSLAYER))} seeds)", ours > theirs))
    least = expected["crosslayer_of_prediction_at_least"]
    for column, measured in zip(("mean", "worst"), of_optimum(rows, CROSSLAYER)):
        predicted = over_seeds(rows, CROSSLAYER, f"predicted_{column}")
        found.append((f"{column}: crosslayer {measured:.3f} of the optimum, the simulator predicts {predicted:.3f} "
                      f"(expected at least {least} of that)", measured >= least * predicted))
    return found
