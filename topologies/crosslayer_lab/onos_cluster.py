# SPDX-License-Identifier: Apache-2.0
"""Several ONOS nodes that share one storage, each in a namespace of its own, and what may befall them.

    namespace "onos"          "onos2"           "onos3"           "storage"
    ONOS 172.31.255.1         ONOS ....253      ONOS ....252      Atomix 172.31.255.254
        bridge "mgmt" ---------- mgmt ------------ mgmt ------------ mgmt        and the hosts, see management.py
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from mininet.net import Mininet
from mininet.node import Node

from .errors import LabError
from .management import CONTROLLER_ADDRESS, ONOS_NODE, attach_more, further_address
from .onos import OnosCore
from .onos_process import OnosProcess
from .progress import say

STORAGE = "storage"
STORAGE_PORT = 9876
MOST_NODES = 4
CUT = "crosslayer_cut"


class OnosCluster:
    """One ONOS node or several. Nodes have the names onos, onos2, onos3, ... and are known by them."""

    def __init__(self, net: Mininet, first: Node, directory: Path, size: int):
        """Starts the nodes and waits until all are ready; `first` is the node of management.attach."""
        if not 1 <= size <= MOST_NODES:
            raise LabError(f"{size} ONOS nodes: expected 1 to {MOST_NODES}")
        names = [ONOS_NODE] + [f"{ONOS_NODE}{number}" for number in range(2, size + 1)]
        further = [STORAGE, *names[1:]] if size > 1 else []
        self._nodes = {ONOS_NODE: first, **attach_more(net, further)}
        self._addresses = {ONOS_NODE: CONTROLLER_ADDRESS,
                           **{name: further_address(index) for index, name in enumerate(further)}}
        self.storage: OnosProcess | None = None
        self.nodes: dict[str, OnosCore] = {}
        try:
            self._start(names, directory)
        except BaseException:
            self.stop()
            raise

    def _start(self, names: list[str], directory: Path) -> None:
        storage = None
        if len(names) > 1:
            address = self._addresses[STORAGE]
            storage = f"{address}:{STORAGE_PORT}"
            self.storage = OnosProcess("storage", self._nodes[STORAGE], directory / STORAGE, [
                "--as", "storage", "--address", address, "--cluster-port", str(STORAGE_PORT)])
            self.storage.start()
            self.storage.await_ready()
        for name in names:
            self.nodes[name] = OnosCore(self._nodes[name], directory / name, self._addresses[name], storage,
                                        "ONOS" if len(names) == 1 else f"ONOS node {name}")
        for core in self.nodes.values():
            core.await_ready()

    @property
    def names(self) -> list[str]:
        """Names of all nodes, first to last."""
        return list(self.nodes)

    @property
    def addresses(self) -> list[str]:
        """Where agents find the nodes, in the order of names."""
        return [core.address for core in self.nodes.values()]

    def name_of(self, address: str) -> str:
        """The node that has an address; ONOS's own id of a node is its address."""
        return next(name for name, core in self.nodes.items() if core.address == address)

    def running(self) -> list[str]:
        """Names of the nodes that have not been stopped or killed; paused ones are among them."""
        return [name for name, core in self.nodes.items() if core.process.running()]

    def any_running(self) -> OnosCore:
        """A node that runs, to be asked; a LabError if there is none. Paused ones do not answer."""
        for name in self.running():
            return self.nodes[name]
        raise LabError("no ONOS node runs")

    def kill(self, name: str) -> None:
        """kill -9 of a node."""
        self._node(name).process.kill()

    def stop_node(self, name: str) -> None:
        """Stops a node in good order; returns when it has ended."""
        self._node(name).process.stop()

    def start_node(self, name: str, wait: bool = True) -> None:
        """Starts a node that has ended, with the files that it left; returns when it serves, or at once."""
        self._node(name).process.start()
        if wait:
            self._node(name).await_ready()

    def restart(self, name: str) -> None:
        """Stops a node in good order and starts it again; returns when it serves."""
        self.stop_node(name)
        self.start_node(name)

    def pause(self, name: str) -> None:
        """SIGSTOP: a node that is silent."""
        self._node(name).process.pause()

    def resume(self, name: str) -> None:
        """SIGCONT."""
        self._node(name).process.resume()

    def split(self, *sides: Collection[str]) -> None:
        """Cuts the network between groups of members (nodes, "storage"); each keeps its agents. Replaces earlier cuts.

        Members in no group lose nobody.
        """
        self.heal()
        for side in sides:
            others = [self._address(name) for other in sides if other is not side for name in other]
            for name in side:
                self._drop(self._member(name), others)

    def heal(self) -> None:
        """Takes all cuts back."""
        for node in self._nodes.values():
            node.pexec(["nft", "delete", "table", "inet", CUT])

    def _drop(self, node: Node, addresses: list[str]) -> None:
        there = ", ".join(addresses)
        rules = (f"table inet {CUT} {{ chain in {{ type filter hook input priority 0; ip saddr {{ {there} }} drop; }}; "
                 f"chain out {{ type filter hook output priority 0; ip daddr {{ {there} }} drop; }}; }}")
        output, error, status = node.pexec(["nft", rules])
        if status:
            raise LabError(f"{node.name}: nft: {(error or output).strip()}")

    def _node(self, name: str) -> OnosCore:
        if name not in self.nodes:
            raise LabError(f"no ONOS node {name}: there are {', '.join(self.nodes)}")
        return self.nodes[name]

    def _member(self, name: str) -> Node:
        self._address(name)
        return self._nodes[name]

    def _address(self, name: str) -> str:
        if name not in self._addresses:
            raise LabError(f"no member {name}: there are {', '.join(self._addresses)}")
        return self._addresses[name]

    def stop(self) -> None:
        """Ends all nodes, then the storage."""
        self.heal()
        if len(self.nodes) > 1:
            say("ONOS: stopping the nodes")
        for core in self.nodes.values():
            if core.process.running():
                core.process.begin_stop()
        for core in self.nodes.values():
            core.stop()
        if self.storage:
            self.storage.stop()
