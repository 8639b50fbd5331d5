# SPDX-License-Identifier: Apache-2.0
"""What a fluid model expects of subflows whose paths are known: max-min fair shares of the links, for each subflow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence

Route = Sequence[Hashable]


def max_min_rates(routes: Sequence[Route], capacity: float = 1.0) -> list[float]:
    """The rate of each flow, given the links that it takes; every link has the same capacity.

    Progressive filling: all rates grow alike; those on a link that has become full stay where they are.
    """
    rates = [0.0] * len(routes)
    left = {link: capacity for route in routes for link in route}
    growing = {index for index, route in enumerate(routes) if route}
    while growing:
        users = Counter(link for index in growing for link in set(routes[index]))
        step, _ = min((left[link] / count, str(link)) for link, count in users.items())
        for index in growing:
            rates[index] += step
        full = set()
        for link, count in users.items():
            left[link] -= step * count
            if left[link] <= capacity * 1e-9:
                full.add(link)
        growing = {index for index in growing if full.isdisjoint(routes[index])}
    return rates


def jain(values: Sequence[float]) -> float:
    """Jain's fairness index: 1 if all are equal, 1/n if one has everything."""
    return sum(values) ** 2 / (len(values) * sum(value * value for value in values))
