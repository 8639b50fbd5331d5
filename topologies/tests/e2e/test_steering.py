# SPDX-License-Identifier: Apache-2.0
"""First SYNs leave from the source ports that ONOS has chosen, whatever becomes of ONOS and of the agent."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator

import pytest
from test_agent_crash import kill
from test_standing_plans import controller_stopped

from crosslayer_lab.downloads import PORT, download
from crosslayer_lab.flow_counters import Flow
from crosslayer_lab.lab import Lab
from crosslayer_lab.paths import predicted_path
from crosslayer_lab.standing import listed
from crosslayer_lab.steering import Steering
from crosslayer_lab.waiting import wait_for

pytestmark = pytest.mark.e2e

# Of each kind; a multiple of the number of paths.
CONNECTIONS = 6
SIZE = 100_000
SECONDS = 60
EXPIRY_SECONDS = 10


class Steered:
    """The client, whose agent has a BPF file system, and what ONOS lets it do with that."""

    def __init__(self, lab: Lab, steering: Steering):
        self.lab = lab
        self.steering = steering
        # Flows of earlier connections: their last packets may come after the counters were reset.
        self._earlier: set[Flow] = set()

    def start_agent(self) -> None:
        """A new agent that can steer, in place of the one before, dead or alive."""
        agent = self.lab.start_agent("client", also=self.steering.agent_options)
        wait_for("agent attached", agent.attached, SECONDS)

    def order(self, steering: str, **members: object) -> None:
        """Standing plans for the web server's two addresses, with or without pools for first subflows."""
        self.lab.set_policy(minSubflows=2, maxSubflows=2, dataDirection="inbound",
                            standing=listed(self.lab, PORT, steering=steering, **members))

    def wait_for_pools(self, wanted: bool) -> dict[str, list[int]]:
        """What the kernel has by the agent's verb, once it has a pool for each address, or none: source ports."""
        def find() -> list[dict[str, list[int]]]:
            pools = {pool["remote"].split("/")[0]: pool["source_ports"] for pool in self.steering.pools()
                     if pool["origin"] == "controller" and not pool["expired"] and pool["remote_port"] == PORT}
            return [pools] if len(pools) == (2 if wanted else 0) else []

        return wait_for("pools in the kernel" if wanted else "no pools in the kernel", find, SECONDS)[0]

    def confirmed(self) -> list[dict]:
        """The plans of the client as ONOS knows them, once it knows that the pools are in force; else none."""
        [agent] = json.loads(self.lab.onos.cli("mptcp-standing --json client"))["agents"]
        plans = [plan for plan in agent["plans"] if plan["state"] == "IN_FORCE" and plan["steeredPorts"]]
        in_force = agent["confirmed"] == agent["generation"] and all(
            plan.get("pool", {}).get("refusal") == "" for plan in plans)
        return plans if in_force else []

    def expect_steered(self, pools: dict[str, list[int]]) -> None:
        """Every first SYN from the pool, onto the path predicted, spread evenly over both."""
        for version in (4, 6):
            local, remote = (self.lab.addresses(host)[version == 6] for host in ("client", "server"))
            pool = pools[remote]
            for mptcp in (True, False):
                self.lab.counters.reset()
                for _ in range(CONNECTIONS):
                    download(self.lab, SIZE, mptcp=mptcp, version=version)
                seen = self.lab.counters.read()
                mine = [flow for flow in seen.flows() if (flow.source, flow.destination) == (local, remote)
                        and flow not in self._earlier]
                self._earlier.update(mine)
                first = [flow for flow in mine if flow.source_port in pool]
                assert len(first) == CONNECTIONS
                if not mptcp:
                    assert len(mine) == CONNECTIONS, "TCP from outside of the pool"
                taken = [seen.path(flow.reversed()) for flow in first]
                assert taken == [predicted_path(self.lab.fabric, flow.reversed()) for flow in first]
                assert sorted(Counter(taken).values()) == [CONNECTIONS // 2] * 2

    def expect_kernels_choice(self, pools: dict[str, list[int]]) -> None:
        """No first SYN from what was the pool."""
        self.lab.counters.reset()
        for version in (4, 6):
            download(self.lab, SIZE, mptcp=False, version=version)
        seen = [flow for flow in self.lab.counters.read().flows()
                if flow.source in self.lab.addresses("client") and flow not in self._earlier]
        assert len(seen) == 2
        assert [flow for flow in seen if flow.source_port in pools[flow.destination]] == []

    def steered(self) -> int:
        """Connections that the program has given a source port, of all pools."""
        return sum(pool["steered"] for pool in self.steering.statistics()["pools"])


@pytest.fixture(name="client")
def steered_client(lab, switch) -> Iterator[Steered]:
    """Afterwards the client has an agent like any other, and no standing plans."""
    switch.crosslayer(planned=1, maxSubflows=2)
    with Steering(lab.host("client"), lab.run_directory) as steering:
        client = Steered(lab, steering)
        client.start_agent()
        yield client
        # The agent keeps nothing of the file system open.
        lab.set_policy(maxSubflows=2)
        client.wait_for_pools(False)
    agent = lab.start_agent("client")
    wait_for("agent attached", agent.attached, SECONDS)
    switch.agent_was_restarted()
    switch.crosslayer(planned=1, maxSubflows=2)


def test_first_subflows_leave_from_pools_until_the_controller_withdraws_them(client):
    assert client.wait_for_pools(False) == {}
    client.order("all")
    pools = client.wait_for_pools(True)
    plans = client.lab.onos.wait_for("ONOS knowing of the pools", client.confirmed, SECONDS)
    assert {plan["remote"]: plan["steeredPorts"] for plan in plans} == {
        address: len(ports) for address, ports in pools.items()}
    client.expect_steered(pools)
    assert client.steered() == 4 * CONNECTIONS
    client.order("none")
    client.wait_for_pools(False)
    client.expect_kernels_choice(pools)


def test_pools_go_on_without_the_agent_and_are_its_successors(client):
    client.order("all")
    pools = client.wait_for_pools(True)
    kill(client.lab, "client")
    client.expect_steered(pools)
    steered = client.steered()
    assert steered == 4 * CONNECTIONS
    client.start_agent()
    client.lab.onos.wait_for("ONOS knowing of the pools", client.confirmed, SECONDS)
    assert client.wait_for_pools(True) == pools
    assert client.steered() == steered, "counters are kept"
    client.expect_steered(pools)


def test_what_was_withdrawn_while_the_agent_was_dead_is_removed_by_its_successor(client):
    client.order("all")
    pools = client.wait_for_pools(True)
    kill(client.lab, "client")
    client.order("none")
    assert client.wait_for_pools(True) == pools, "nobody is there to remove them"
    client.start_agent()
    client.wait_for_pools(False)
    client.expect_kernels_choice(pools)


def test_pools_end_in_time_when_the_controller_is_silent(client):
    client.order("all", expirySeconds=EXPIRY_SECONDS)
    pools = client.wait_for_pools(True)
    agent = client.lab.agents["client"].process
    with controller_stopped(client.lab):
        client.wait_for_pools(False)
        wait_for("end of the orders", lambda: agent.logged("is over: nobody renewed them"), SECONDS)
        client.expect_kernels_choice(pools)
    assert client.wait_for_pools(True).keys() == pools.keys(), "the controller is back"
