#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Agents in a Mininet script of your own: all that a script needs is `start_agent`.

    sudo ./crosslayer build
    sudo topologies/examples/plain_mininet.py                                  # four random subflows, no controller
    sudo topologies/examples/plain_mininet.py --controller 10.9.0.1:9494 ...   # or whatever options of `run` you give
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from mininet.log import setLogLevel
from mininet.net import Mininet
from mininet.node import Node

TOPOLOGIES = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TOPOLOGIES))

# pylint: disable=wrong-import-position
from parallel_paths import ParallelPaths  # noqa: E402

AGENT = TOPOLOGIES.parent / "host-agent/target/crosslayer-agent/bin/crosslayer-agent"
WAIT_SECONDS = 30


def start_agent(host: Node, directory: str, *options: str) -> subprocess.Popen:
    """Starts the agent of a host and returns when it follows the host's connections."""
    host.cmd("sysctl -qw net.mptcp.path_manager=userspace 2>/dev/null || sysctl -qw net.mptcp.pm_type=1")
    log = Path(directory, f"{host.name}.log")
    with open(log, "w", encoding="utf-8") as out:
        agent = host.popen([str(AGENT), "run", "--agent-id", host.name, "--run-directory", directory, *options],
                           stdout=out, stderr=out)
    deadline = time.monotonic() + WAIT_SECONDS
    while "following " not in log.read_text(encoding="utf-8"):
        if agent.poll() is not None or time.monotonic() > deadline:
            raise SystemExit(f"the agent of {host.name} does not run:\n{log.read_text(encoding='utf-8')}")
        time.sleep(0.05)
    return agent


def main(options: list[str]) -> None:
    """Two hosts, four links between their routers, a transfer, and what the kernel says of its subflows."""
    setLogLevel("warning")
    net = Mininet(topo=ParallelPaths(paths=4, rate_mbps=20), controller=None)
    agents = []
    try:
        net.start()
        client, server = net["client"], net["server"]
        with tempfile.TemporaryDirectory() as directory:
            agents += [start_agent(host, directory, *(options or ["--simulate", "4"])) for host in (client, server)]
            server.popen(["mptcpize", "run", "iperf3", "--server", "--one-off"])
            server.cmd(f"timeout {WAIT_SECONDS} sh -c 'until ss -Htln sport = :5201 | grep -q .; do sleep 0.05; done'")
            transfer = client.popen(["mptcpize", "run", "iperf3", "--client", "10.0.2.2", "--time", "8"], text=True)
            time.sleep(5)
            print(client.cmd(f"{AGENT} list"))
            print(transfer.communicate()[0])
    finally:
        for agent in agents:
            agent.terminate()
        net.stop()


if __name__ == "__main__":
    main(sys.argv[1:])
