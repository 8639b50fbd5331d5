# SPDX-License-Identifier: Apache-2.0
"""The ways of using the network that experiments compare, and how the lab is switched to each."""

from __future__ import annotations

import time

from .agents import use_path_manager
from .downloads import download
from .errors import LabError
from .lab import Lab
from .waiting import wait_for

AGENT_SECONDS = 60.0
POLICY_SECONDS = 20.0
PLAN_SECONDS = 5.0
PROBE_BYTES = 64 * 1024


class Client:
    """The client's side of the lab: which agent runs and which path manager is on. The server's agent stays."""

    def __init__(self, lab: Lab):
        self._lab = lab
        # "controller", a number of subflows for the stand-alone agent, or "" for unknown.
        self._agent: str | int = "controller"
        self._policy: dict | None = None

    def in_kernel(self) -> None:
        """Plain TCP, or MPTCP left to the kernel's path manager, which has no endpoints: one subflow."""
        use_path_manager(self._lab.host("client"), "kernel")

    def random(self, subflows: int) -> None:
        """That many subflows from random source ports, by the stand-alone agent."""
        use_path_manager(self._lab.host("client"), "userspace")
        if self._agent != subflows:
            agent = self._lab.start_agent("client", "--agent-id", "client", "--simulate", str(subflows))
            self._agent = subflows
            wait_for("stand-alone agent at work", lambda: agent.process.logged("following "), AGENT_SECONDS)

    def crosslayer(self, planned: int, **policy: object) -> None:
        """Subflows planned by ONOS under a policy, of which `planned` are in addition to the initial one."""
        use_path_manager(self._lab.host("client"), "userspace")
        if self._agent != "controller":
            agent = self._lab.start_agent("client")
            self._agent = "controller"
            wait_for("agent attached", agent.attached, AGENT_SECONDS)
        if self._policy != policy:
            self._lab.set_policy(**policy)
            self._policy = policy
        # A policy comes into force a moment after ONOS has taken it: see it at work before anything is measured.
        wait_for(f"connections with {planned} planned subflows", lambda: self._planned() == planned, POLICY_SECONDS)

    def _planned(self) -> int:
        """How many subflows were planned for a connection made now."""
        before = len(self.plans())
        download(self._lab, PROBE_BYTES, mptcp=True, options=("--limit-rate", "512K"))
        return len(self.plans()) - before

    def plans(self) -> list[dict]:
        """Path outcomes of the client's agent so far."""
        return self._lab.agents["client"].plans()

    def plans_since(self, count: int, wanted: int) -> list[dict]:
        """The outcomes after the first `count`, of which there must soon be `wanted`."""
        deadline = time.monotonic() + PLAN_SECONDS
        while len(found := self.plans()[count:]) < wanted:
            if time.monotonic() > deadline:
                raise LabError(f"the agent carried out {len(found)} of {wanted} planned subflows: see its log, "
                               f"{self._lab.run_directory}/client.agent.log")
            time.sleep(0.01)
        return found
