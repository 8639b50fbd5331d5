# SPDX-License-Identifier: Apache-2.0
"""The rows of the cloudnet2013 experiment as a table, and what is expected of them."""

from __future__ import annotations

from statistics import median

from crosslayer_lab.table import text_table

SCHEMES = ["tcp", "mptcp-1", "mptcp-2-random", "crosslayer-2", "crosslayer-3"]
# "Transfer times can be halved by adding one LISP-enabled subflow" (abstract of the paper).
PAPER_RATIO = 2.0
KIB = 1024


def medians(rows: list[dict]) -> dict[int, dict[str, float]]:
    """Median seconds by size and scheme."""
    found: dict[int, dict[str, float]] = {}
    for row in rows:
        found.setdefault(row["size_bytes"], {})[row["scheme"]] = median(row["seconds"])
    return found


def ratios(rows: list[dict], scheme: str = "crosslayer-2") -> dict[int, float]:
    """time(TCP) / time(scheme) by size."""
    return {size: times["tcp"] / times[scheme] for size, times in medians(rows).items()}


def table(rows: list[dict]) -> str:
    """Median transfer times, and the paper's ratio beside ours."""
    ours = ratios(rows)
    lines = [[f"{size // KIB} KiB", *(f"{times[scheme]:.3f}" for scheme in SCHEMES), f"{ours[size]:.2f}",
              f"{PAPER_RATIO:.1f}"] for size, times in medians(rows).items()]
    heads = ["size", *(f"{scheme} [s]" for scheme in SCHEMES), "tcp/crosslayer-2", "paper"]
    repeats = len(rows[0]["seconds"])
    return (text_table(heads, lines) + f"\n\nMedians of {repeats}. The paper's claim is a ratio (its link rate is not "
            "known): one subflow more,\nplaced on the other uplink, halves the transfer time.")


def findings(rows: list[dict], expected: dict) -> list[tuple[str, bool]]:
    """Compares with expected.json."""
    ours, times = ratios(rows), medians(rows)
    large = {size: ratio for size, ratio in ours.items() if size >= expected["ratio_from_bytes"]}
    low, high = (PAPER_RATIO * (1 + sign * expected["ratio_tolerance"]) for sign in (-1, 1))
    found = [(f"tcp/crosslayer-2 is {min(large.values()):.2f} to {max(large.values()):.2f} from "
              f"{expected['ratio_from_bytes'] // KIB} KiB on (expected {low:.2f} to {high:.2f})",
              all(low <= ratio <= high for ratio in large.values()))]
    smallest = min(times)
    slower = times[smallest]["crosslayer-2"] / times[smallest]["tcp"] - 1
    found.append((f"crosslayer-2 takes {slower:+.0%} against tcp at {smallest // KIB} KiB "
                  f"(expected at most {expected['smallest_slower']:+.0%})", slower <= expected["smallest_slower"]))
    between = [ratio for size, ratio in mean_ratios(rows, "mptcp-2-random").items() if size in large]
    low, high = expected["random_mean_ratio"]
    mean = sum(between) / len(between)
    found.append((f"tcp/mptcp-2-random is {mean:.2f} on average (expected {low} to {high}: with luck 2, without 1)",
                  low <= mean <= high))
    return found


def mean_ratios(rows: list[dict], scheme: str) -> dict[int, float]:
    """Median time of TCP over the mean time of a scheme whose runs are of two kinds, by size."""
    tcp = {size: times["tcp"] for size, times in medians(rows).items()}
    return {row["size_bytes"]: tcp[row["size_bytes"]] * len(row["seconds"]) / sum(row["seconds"])
            for row in rows if row["scheme"] == scheme}
