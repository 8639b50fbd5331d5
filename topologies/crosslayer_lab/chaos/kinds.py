# SPDX-License-Identifier: Apache-2.0
"""What can fail: how often each kind is drawn, for how long it lasts, and what it is done to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Target(Enum):
    """What a fault is done to; a target has one fault at a time."""

    AGENT = "agent"
    CONTROLLER = "controller"
    LINK = "link"
    ACCESS = "access"
    MANAGEMENT = "management"
    CLUSTER = "cluster"


@dataclass(frozen=True)
class Kind:
    """A kind of fault."""

    name: str
    target: Target
    weight: int
    """How often it is drawn, beside the others."""
    least: float
    """Seconds that it lasts, at least."""
    most: float
    """Seconds that it lasts, at most."""
    recovery: float
    """Seconds that its target is left alone after that: it is starting again. Only for the plan; a run waits until the
    target is back, however long that takes."""


# A host may be without any path for so long, and no longer.
MOST_WITHOUT_PATH = 3.0
KINDS = (
    Kind("agent-kill", Target.AGENT, 30, 0.0, 4.0, 4.0),
    Kind("agent-stop", Target.AGENT, 14, 0.0, 4.0, 4.0),
    Kind("agent-pause", Target.AGENT, 14, 0.2, 8.0, 1.0),
    # Starting ONOS takes 20 to 40 s of a machine of two cores.
    Kind("onos-kill", Target.CONTROLLER, 3, 0.0, 5.0, 45.0),
    Kind("onos-stop", Target.CONTROLLER, 2, 0.0, 5.0, 45.0),
    Kind("onos-pause", Target.CONTROLLER, 8, 0.2, 15.0, 2.0),
    Kind("app-restart", Target.CONTROLLER, 5, 0.0, 5.0, 10.0),
    Kind("link-cut", Target.LINK, 16, 0.5, 15.0, 1.0),
    Kind("link-flap", Target.LINK, 7, 1.0, 5.0, 1.0),
    Kind("host-cut", Target.ACCESS, 5, 0.1, MOST_WITHOUT_PATH, 5.0),
    # Longer than keep-alives need to notice it, and shorter.
    Kind("management-cut", Target.MANAGEMENT, 12, 0.5, 40.0, 2.0),
)
# Only where there are several ONOS nodes.
CLUSTER_KINDS = (Kind("nodes-apart", Target.CLUSTER, 4, 1.0, 15.0, 20.0),)


def by_name(name: str) -> Kind:
    """The kind of that name."""
    return next(kind for kind in KINDS + CLUSTER_KINDS if kind.name == name)
