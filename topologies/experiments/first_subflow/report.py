# SPDX-License-Identifier: Apache-2.0
"""The rows of the experiment as a table, and what is expected of them."""

from __future__ import annotations

from statistics import median

from crosslayer_lab.table import text_table

LANDING, EXHAUSTED, COST = "landing", "exhausted", "cost"
KERNEL, STEERED = "kernel", "steered"
COST_SCHEMES = {"no-program": "no program", "bound": "bound by the application", "missed": "program, no pool",
                STEERED: "steered", "used-up": "16 candidates in use"}


def row(part: str, family: str, protocol: str, scheme: str, **measured: object) -> dict:
    """A row; what its part does not measure is None."""
    columns = dict.fromkeys(("connections", "from_pool", "on_predicted_path", "per_path", "connect_ns"))
    return {"part": part, "family": family, "protocol": protocol, "scheme": scheme, **columns, **measured}


def of_part(rows: list[dict], part: str) -> list[dict]:
    """The rows of one part."""
    return [each for each in rows if each["part"] == part]


def cost(rows: list[dict], family: str, protocol: str, scheme: str) -> float:
    """Median over the rounds, nanoseconds."""
    [own] = [each for each in of_part(rows, COST)
             if (each["family"], each["protocol"], each["scheme"]) == (family, protocol, scheme)]
    return median(own["connect_ns"])


def added(rows: list[dict], family: str, protocol: str, scheme: str) -> float:
    """Nanoseconds more than without the program: median over the rounds of the differences within each."""
    cells = {each["scheme"]: each["connect_ns"] for each in of_part(rows, COST)
             if (each["family"], each["protocol"]) == (family, protocol)}
    return median(with_it - without for with_it, without in zip(cells[scheme], cells["no-program"]))


def kinds(rows: list[dict]) -> list[tuple[str, str]]:
    """Families and protocols of which the cost was measured."""
    return list(dict.fromkeys((each["family"], each["protocol"]) for each in of_part(rows, COST)))


def table(rows: list[dict]) -> str:
    """Three tables."""
    landing = text_table(
        ["ports", "family", "protocol", "connections", "from the pool", "on predicted path", "per path"],
        [[each["scheme"], each["family"], each["protocol"], each["connections"], each["from_pool"],
          each["on_predicted_path"], " ".join(map(str, each["per_path"]))] for each in of_part(rows, LANDING)])
    used_up = text_table(
        ["pool used up", "protocol", "held at a time", "from the pool", "kernel's choice"],
        [[each["family"], each["protocol"], each["connections"], each["from_pool"],
          each["connections"] - each["from_pool"]] for each in of_part(rows, EXHAUSTED)])
    costs = text_table(
        ["connect(), us", *(" ".join(kind) for kind in kinds(rows))],
        [[label, *(f"{cost(rows, *kind, scheme) / 1000:.2f} ({added(rows, *kind, scheme) / 1000:+.2f})"
                   for kind in kinds(rows))] for scheme, label in COST_SCHEMES.items()])
    return "\n\n".join((landing, used_up, costs))


def findings(rows: list[dict], expected: dict) -> list[tuple[str, bool]]:
    """Compares with expected.json."""
    steered = [each for each in of_part(rows, LANDING) if each["scheme"] == STEERED]
    total, pooled, landed = (sum(each[key] for each in steered)
                             for key in ("connections", "from_pool", "on_predicted_path"))
    found = [(f"{pooled} of {total} first SYNs from the pool, {landed} on the predicted path (expected all of at least "
              f"{expected['at_least']})", pooled == landed == total >= expected["at_least"])]
    uneven = max(max(each["per_path"]) / (each["connections"] / len(each["per_path"])) - 1 for each in steered)
    found.append((f"fullest path {uneven:.1%} above its share (expected at most {expected['uneven']:.0%})",
                  uneven <= expected["uneven"]))
    choices = [(each["from_pool"], each["connections"]) for each in of_part(rows, EXHAUSTED)]
    found.append((f"pools used up: {choices} from the pool of {expected['small_pool']}, the others connected too",
                  all(pool == expected["small_pool"] < count for pool, count in choices)))
    # Of one and the same run: what else the machine does slows both down.
    for scheme, most in expected["connect_ratio"].items():
        ratios = [cost(rows, *kind, scheme) / cost(rows, *kind, "no-program") for kind in kinds(rows)]
        found.append((f"connect(), {COST_SCHEMES[scheme]}: {min(ratios):.2f} to {max(ratios):.2f} times the one without"
                      f" a program (expected at most {most})", max(ratios) <= most))
    return found
