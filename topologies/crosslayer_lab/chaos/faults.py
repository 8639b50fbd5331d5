# SPDX-License-Identifier: Apache-2.0
"""Makes what the plan says fail, and heals it."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections import Counter, defaultdict

from ..errors import LabError
from ..lab import Lab
from ..management import INTERFACE, ONOS_NODE
from ..progress import say
from ..waiting import wait_for
from .controllers import Controller
from .crew import Crew
from .kinds import Target, by_name
from .network import Monitoring, Network
from .plan import LASTING, Fault, inner_links, name_of

FLAPS_PER_SECOND = 4
END_SECONDS = 20.0


class Faults:
    """Carries out faults; those of one target one after the other, others at the same time."""

    def __init__(self, lab: Lab, nodes: list[Controller], crew: Crew, network: Network, monitoring: Monitoring):
        self._lab = lab
        self._nodes = nodes
        self._crew = crew
        self._network = network
        self._monitoring = monitoring
        self._links = {name_of(link): link for link in inner_links(lab.fabric)}
        self._targets: dict[tuple, threading.Lock] = defaultdict(threading.Lock)
        # What concerns all nodes finds all of them, also where a node takes longer to come back than was planned.
        self._cluster = threading.Lock()
        self._lock = threading.Lock()
        self._active = 0
        self.made: Counter[str] = Counter()
        self.most_at_once = 0

    def begin(self, fault: Fault) -> None:
        """Has a fault made, as soon as its target has got over the last one."""
        target = self._lock_of(by_name(fault.kind).target, fault.target)
        self._crew.do(lambda: self._carry_out(fault, target))

    def _lock_of(self, target: Target, name: str) -> threading.Lock:
        """Held while something is done to a target."""
        with self._lock:
            return self._targets[target, name]

    def _carry_out(self, fault: Fault, target: threading.Lock) -> None:
        alone = self._cluster if fault.kind in (*LASTING, "app-restart") else contextlib.nullcontext()
        # In this order: one that waits for its turn keeps nobody from its target.
        with alone, target:
            with self._lock:
                self._active += 1
                self.most_at_once = max(self.most_at_once, self._active)
            say(f"  {fault.kind} {fault.target} for {fault.seconds:.1f} s")
            getattr(self, "_" + fault.kind.replace("-", "_"))(fault)
            with self._lock:
                self._active -= 1
                self.made[fault.kind] += 1

    def _agent_kill(self, fault: Fault) -> None:
        self._end_agent(fault, signal.SIGKILL)

    def _agent_stop(self, fault: Fault) -> None:
        self._end_agent(fault, signal.SIGTERM)

    def _end_agent(self, fault: Fault, number: signal.Signals) -> None:
        process = self._lab.agents[fault.target].process
        process.require_running()
        process.signal(number)
        wait_for(f"{process.name} ended", lambda: not process.running(), END_SECONDS)
        self._crew.pause(fault.seconds)
        self._lab.start_agent(fault.target)

    def _agent_pause(self, fault: Fault) -> None:
        process = self._lab.agents[fault.target].process
        process.signal(signal.SIGSTOP)
        self._crew.pause(fault.seconds)
        process.signal(signal.SIGCONT)

    def _onos_kill(self, fault: Fault) -> None:
        self._end_onos(fault, Controller.kill)

    def _onos_stop(self, fault: Fault) -> None:
        self._end_onos(fault, Controller.stop)

    def _end_onos(self, fault: Fault, end) -> None:
        node = self._nodes[int(fault.target)]
        node.out = True
        end(node)
        self._crew.pause(fault.seconds)
        node.start()
        node.out = False
        # It may have been killed before it had written down what it was told last.
        self._monitoring.report()

    def _onos_pause(self, fault: Fault) -> None:
        node = self._nodes[int(fault.target)]
        node.out = True
        node.pause(True)
        self._crew.pause(fault.seconds)
        node.pause(False)
        node.out = False

    def _app_restart(self, fault: Fault) -> None:
        node = self._nodes[int(fault.target)]
        node.deactivate()
        self._crew.pause(fault.seconds)
        node.activate()
        node.serve_again()
        for number, other in enumerate(self._nodes):
            if other is not node:
                # It may have to be restarted.
                with self._lock_of(Target.CONTROLLER, str(number)):
                    other.serve_again()
        self._monitoring.report()

    def _nodes_apart(self, fault: Fault) -> None:
        node = self._nodes[int(fault.target)]
        node.isolate(True)
        self._crew.pause(fault.seconds)
        node.isolate(False)

    def _link_cut(self, fault: Fault) -> None:
        link = self._links[fault.target]
        self._network.cut(link)
        self._crew.pause(fault.seconds)
        self._network.restore(link)

    def _link_flap(self, fault: Fault) -> None:
        link = self._links[fault.target]
        flaps = max(2, int(fault.seconds * FLAPS_PER_SECOND))
        for _ in range(flaps):
            self._network.cut(link)
            self._crew.pause(fault.seconds / flaps / 2)
            self._network.restore(link)
            self._crew.pause(fault.seconds / flaps / 2)

    def _host_cut(self, fault: Fault) -> None:
        self._network.cut_host(fault.target, True)
        self._crew.pause(fault.seconds)
        self._network.cut_host(fault.target, False)

    def _management_cut(self, fault: Fault) -> None:
        self._management(fault.target, "down")
        self._crew.pause(fault.seconds)
        self._management(fault.target, "up")

    def _management(self, host: str, state: str) -> None:
        """Of the bridge's port to a host: neither end is told that its connections lead nowhere."""
        self._lab.execute(ONOS_NODE, "ip", "link", "set", f"{INTERFACE}-{host}", state)

    def wait(self) -> None:
        """Raises what went wrong while a fault was made or healed."""
        if not self._crew.open_tasks() and self._active:
            raise LabError("a fault was not healed")
