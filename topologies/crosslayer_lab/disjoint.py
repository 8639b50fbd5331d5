# SPDX-License-Identifier: Apache-2.0
"""Source ports for connections that are to share no link: the yardstick of what a fabric can carry."""

from __future__ import annotations

import random
from collections.abc import Sequence

from .bulk_transfers import PORT, Transfer
from .errors import LabError
from .fabric import Fabric
from .flow_counters import Flow
from .paths import predicted_path

# Apart from the ports that the application plans with, and within the usual ephemeral range.
SOURCE_PORTS = range(33000, 60000)
PORTS_TRIED = 100


def on_disjoint_paths(fabric: Fabric, pairs: Sequence[tuple[str, str]], randomness: random.Random) -> list[Transfer]:
    """Transfers (source, destination) with source ports for which no two share a link in their own direction."""
    choices = [_ports_by_path(fabric, *pair, randomness) for pair in pairs]
    # Those with the fewest paths first: they leave the others the least choice.
    order = sorted(range(len(pairs)), key=lambda index: len(choices[index]))
    chosen: dict[int, int] = {}
    if not _place(order, choices, chosen, set()):
        raise LabError(f"{len(pairs)} transfers cannot be placed without sharing links")
    return [Transfer(source, destination, source_port=chosen[index])
            for index, (source, destination) in enumerate(pairs)]


def _ports_by_path(fabric: Fabric, source: str, destination: str, randomness: random.Random) -> dict[str, int]:
    here, there = (str(fabric.access_port(host).ipv4.ip) for host in (source, destination))
    return {predicted_path(fabric, Flow(here, port, there, PORT)): port
            for port in randomness.sample(SOURCE_PORTS, PORTS_TRIED)}


def _place(order: Sequence[int], choices: Sequence[dict[str, int]], chosen: dict[int, int], used: set[str]) -> bool:
    """Depth first: places the transfers of `order` on links that are not used."""
    if not order:
        return True
    for path, port in choices[order[0]].items():
        links = set(path.split(">"))
        if used.isdisjoint(links):
            chosen[order[0]] = port
            if _place(order[1:], choices, chosen, used | links):
                return True
    return False
