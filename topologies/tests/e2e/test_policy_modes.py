# SPDX-License-Identifier: Apache-2.0
"""A dry run tells what would be done and does nothing; backups are kept in reserve by the kernel; rules leave out."""

import json

import pytest
from gated_ends import GatedEnds

from crosslayer_lab.flow_counters import Flow
from crosslayer_lab.paths import predicted_path
from crosslayer_lab.waiting import wait_for

pytestmark = pytest.mark.e2e

SECONDS = 20
PORT = 9099


@pytest.fixture
def transfer(lab, switch, tmp_path):
    """A function that begins a transfer which stops half way; those begun go on, and succeed, when the test ends."""
    begun = []

    def begin() -> GatedEnds:
        ends = GatedEnds(lab, PORT + len(begun), tmp_path / f"gate{len(begun)}")
        begun.append(ends.__enter__())
        return ends

    yield begin
    for ends in begun:
        try:
            ends.finish()
        finally:
            ends.__exit__()


def explained(lab, port: int) -> str:
    """What ONOS says of the client's connection to a port."""
    listed = json.loads(lab.onos.cli("mptcp-connections -j client"))["connections"]
    [token] = [entry["token"] for entry in listed if entry["initial"]["remotePort"] == port]
    return lab.onos.cli(f"mptcp-explain client {token}")


def sockets(lab, port: int) -> list[str]:
    """What the kernel says of the client's subflows to a port, a line each."""
    return lab.execute("client", "ss", "-tinOH", "dst", f":{port}").splitlines()


def test_a_dry_run_tells_and_does_nothing_until_it_is_none(lab, switch, transfer):
    switch.crosslayer(planned=0, mode="dry-run", maxSubflows=2)
    transfer()
    wait_for("the dry run in ONOS", lambda: "dry run: would open a subflow from port" in explained(lab, PORT), SECONDS)
    assert len(sockets(lab, PORT)) == 1
    lab.set_policy(maxSubflows=2)
    wait_for("the second subflow", lambda: len(sockets(lab, PORT)) == 2, SECONDS)


def test_what_a_rule_leaves_out_is_left_alone(lab, switch, transfer):
    rule = {"host": lab.addresses("client")[0], "ports": str(PORT), "mode": "off"}
    switch.crosslayer(planned=1, maxSubflows=2, rules=[rule])
    transfer()
    transfer()
    wait_for("the other one's second subflow", lambda: len(sockets(lab, PORT + 1)) == 2, SECONDS)
    assert "the policy's mode for it is off" in explained(lab, PORT)
    assert len(sockets(lab, PORT)) == 1


def test_a_backup_is_over_the_other_path_and_carries_nothing(lab, switch, transfer):
    switch.crosslayer(planned=1, maxSubflows=2, backupSubflows=1)
    before = len(switch.plans())
    lab.counters.reset()
    transfer()
    [outcome] = switch.plans_since(before, 1)
    wait_for("the backup", lambda: len(sockets(lab, PORT)) == 2, SECONDS)
    flow = Flow(outcome["local_address"], outcome["source_port"], outcome["remote_address"], PORT)
    [initial] = [line for line in sockets(lab, PORT) if f":{outcome['source_port']} " not in line]
    port = int(initial.split()[3].rpartition(":")[2])
    other = Flow(flow.source, port, flow.destination, PORT)
    assert {predicted_path(lab.fabric, flow), predicted_path(lab.fabric, flow.reversed())} \
        != {predicted_path(lab.fabric, other), predicted_path(lab.fabric, other.reversed())}
    seen = lab.counters.read()
    assert seen.bytes(other.reversed()) > 2_000_000
    assert seen.bytes(flow.reversed()) < 20_000
