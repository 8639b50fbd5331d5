# SPDX-License-Identifier: Apache-2.0
"""The rows of the link-cut experiment as a table, and what is expected of them."""

from __future__ import annotations

from statistics import mean, median

from crosslayer_lab.table import text_table

TCP, IN_KERNEL, CROSSLAYER = "tcp", "in-kernel", "crosslayer"
SCHEMES = [TCP, IN_KERNEL, CROSSLAYER]
# The part of the transfers that is shown: so long before the cut, and in all.
BEFORE_SECONDS = 3
CURVE_SECONDS = 11


def of_scheme(rows: list[dict], scheme: str) -> list[dict]:
    """The rows of one scheme."""
    return [row for row in rows if row["scheme"] == scheme]


def mean_curve(rows: list[dict], scheme: str) -> list[float]:
    """Goodput of all connections together in every tenth of a second, as a mean over the repeats."""
    return [mean(values) for values in zip(*(row["curve"] for row in of_scheme(rows, scheme)))]


def replacements(rows: list[dict], column: str = "replacement_ms") -> list[int]:
    """All times to a replacement subflow, ascending."""
    return sorted(value for row in of_scheme(rows, CROSSLAYER) for value in row[column])


def table(rows: list[dict]) -> str:
    """Goodput before and after the cut, and how long it took."""
    lines = []
    for scheme in SCHEMES:
        own = of_scheme(rows, scheme)
        if own:
            gaps = [row["longest_gap_ms"] for row in own]
            lines.append([scheme, *(f"{mean(row[part] for row in own):.2f}" for part in ("before", "after")),
                          f"{median(gaps):.0f}", max(gaps)])
    told, since_cut = (replacements(rows, column) for column in ("replacement_ms", "replacement_since_cut_ms"))
    text = text_table(["scheme", "before", "after", "longest gap, median [ms]", "worst [ms]"], lines)
    text += ("\n\nFractions of what the 3 hosts can send; 3 of 4 links are left after the cut. Gap: nothing arrives of "
             f"a connection.\n{len(of_scheme(rows, CROSSLAYER))} cuts with each scheme.")
    if told:
        text += (f" {len(told)} replacements; SUB_ESTABLISHED after ONOS's event: median {median(told):.0f} ms, worst "
                 f"{told[-1]} ms;\nafter the cut itself: median {median(since_cut):.0f} ms, worst {since_cut[-1]} ms.")
    return text


def findings(rows: list[dict], expected: dict) -> list[tuple[str, bool]]:
    """Compares with expected.json."""
    told, most = replacements(rows), expected["replacement_ms_at_most"]
    if not told:
        return [("no connection got a replacement subflow (expected at least one)", False)]
    found = [(f"replacement subflows {median(told):.0f} ms after ONOS's event, worst {told[-1]} ms "
              f"(expected at most {most})", told[-1] <= most)]
    ours = mean(row["after"] for row in of_scheme(rows, CROSSLAYER))
    for scheme in (TCP, IN_KERNEL):
        theirs = mean(row["after"] for row in of_scheme(rows, scheme))
        found.append((f"after the cut: crosslayer {ours:.2f}, {scheme} {theirs:.2f} (expected above it)",
                      ours > theirs))
    return found
