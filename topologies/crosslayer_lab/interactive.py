# SPDX-License-Identifier: Apache-2.0
"""`./crosslayer lab`: a network with ONOS and agents that stays, and a prompt in it."""

from __future__ import annotations

import argparse
import os
import sys

from mininet.cli import CLI

from .agents import PROGRAM as AGENT
from .arguments import positive, whole_number
from .errors import LabError
from .lab import Lab
from .networks import ROUTERS
from .onos_cluster import MOST_NODES
from .topology import Topology

HELP = """The prompt is Mininet's (`help`). A command after a node's name runs there; names of hosts become addresses:
  {server} mptcpize run python3 -m http.server 8000 &
  {client} mptcpize run curl -s -o /dev/null http://{server}:8000/
  {client} crosslayer-agent events                                   what the kernel reports; also list, open, ...
  onos mptcp-agents                                                ONOS's own command line
`exit` or Ctrl-D takes everything down."""


class LabCLI(CLI):
    """Mininet's prompt with one more word."""

    prompt = "crosslayer> "

    def __init__(self, lab: Lab):
        self._lab = lab
        super().__init__(lab.net)

    def do_onos(self, line: str) -> None:
        """Run a command of ONOS's command line: onos mptcp-connections"""
        try:
            print(self._lab.onos.cli(line.strip() or "help"))
        except LabError as problem:  # A slip of the finger must not take the lab down.
            print(problem)


def parse(arguments: list[str]) -> argparse.Namespace:
    """Reads the command line."""
    parser = argparse.ArgumentParser(
        prog="./crosslayer lab", formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog=HELP.format(client="client", server="server"),
        description="Bring up a network with a real ONOS and an agent on every host, and stay until `exit`.")
    parser.add_argument("--topology", type=Topology.argument, default=Topology("cloudnet2013"), metavar="NAME",
                        help=f"{Topology.EXPECTED}; default cloudnet2013")
    parser.add_argument("--rate", type=positive, default=20, metavar="MBPS",
                        help="rate of the capped links (default 20)")
    parser.add_argument("--router", choices=ROUTERS, default=ROUTERS[0],
                        help=f"how routers choose between equal routes (default {ROUTERS[0]})")
    parser.add_argument("--onos-nodes", type=whole_number(1, MOST_NODES), default=1, metavar="N",
                        help=f"ONOS nodes, 1 to {MOST_NODES}; several are a cluster with storage of its own, "
                             "0.5 GB of memory each (default 1)")
    return parser.parse_args(arguments)


def main(arguments: list[str]) -> int:
    """Runs the verb."""
    options = parse(arguments)
    # The nodes' shells inherit it.
    os.environ["PATH"] = f"{AGENT.parent}:{os.environ['PATH']}"
    with Lab(options.topology.fabric(options.rate, options.router), onos_nodes=options.onos_nodes) as lab:
        print(describe(lab), flush=True)
        LabCLI(lab)
    return 0


def describe(lab: Lab) -> str:
    """Where everything is."""
    place, lines = lab.run_directory, ["", "The lab is up."]
    for name, onos in lab.cluster.nodes.items():
        lines += [f"  ONOS node     {name}, {onos.address}"] if len(lab.cluster.nodes) > 1 else []
        lines += [f"  page          {onos.page}   (user onos, password rocks)",
                  f"  REST          {onos.url}/docs   (ONOS's and the application's; the same)",
                  f"  ONOS CLI      ssh -p {onos.ssh_port} karaf@127.0.0.1   (password karaf), or `onos COMMAND` below",
                  f"  ONOS's log    {onos.log}"]
    for host in lab.fabric.hosts:
        lines.append(f"  {host:<13} {', '.join(lab.addresses(host))}; agent's log {place}/{host}.agent.log, "
                     f"plans {lab.agents[host].plan_log}")
    client, server = list(lab.fabric.hosts)[0], list(lab.fabric.hosts)[-1]
    lines += [f"  from outside  nsenter -t {lab.host(client).pid} -n COMMAND   (in the namespace of {client})", "",
              HELP.format(client=client, server=server)]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
