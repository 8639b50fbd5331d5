# SPDX-License-Identifier: Apache-2.0
"""What happens to nodes, in which order."""

from __future__ import annotations

from dataclasses import dataclass

from .report import RESTART, SPLIT

# The load of nodes that are out of reach counts for 30 s: a split that is shorter, and one that is longer.
SHORT_SECONDS, LONG_SECONDS = 20.0, 45.0


@dataclass(frozen=True)
class Outage:
    """A node is cut off from the others, or restarted."""

    kind: str
    node: str = ""
    """Empty: the one with the most agents."""
    seconds: float = 0.0
    """Of a split; a restart lasts until the node serves again."""
    with_storage: bool = False
    """Whether the node that is cut off keeps the storage, and the others lose it."""

    def text(self, node: str) -> str:
        """For people."""
        if self.kind == RESTART:
            return node
        return f"{node}{' and the storage' if self.with_storage else ''} alone for {self.seconds:.0f} s"


def outages(nodes: list[str], quick: bool) -> list[Outage]:
    """Splits while agents are spread over all nodes; then each node is restarted, which gathers them at others."""
    if quick:
        return [Outage(SPLIT, seconds=SHORT_SECONDS), Outage(RESTART, nodes[-1])]
    return [Outage(SPLIT, seconds=SHORT_SECONDS), Outage(SPLIT, seconds=LONG_SECONDS),
            Outage(SPLIT, seconds=LONG_SECONDS, with_storage=True), *(Outage(RESTART, node) for node in nodes)]
