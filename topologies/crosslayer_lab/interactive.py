# SPDX-License-Identifier: Apache-2.0
"""`./crosslayer lab`: a network with ONOS and agents that stays, and a prompt in it."""

from __future__ import annotations

import argparse
import os
import sys

from mininet.cli import CLI

from .agents import PROGRAM as AGENT
from .arguments import positive
from .errors import LabError
from .fabric import Fabric
from .lab import Lab
from .networks import ROUTERS, cloudnet2013_fabric, parallel_paths_fabric

HELP = """The prompt is Mininet's (`help`). A command after a node's name runs there; names of hosts become addresses:
  server mptcpize run python3 -m http.server 8000 &
  client mptcpize run curl -s -o /dev/null http://server:8000/
  client crosslayer-agent events                                   what the kernel reports; also list, open, ...
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


def topology(text: str) -> tuple[str, int]:
    """`cloudnet2013` or `parallel-paths:N` of a command line."""
    name, _, count = text.partition(":")
    if name == "cloudnet2013" and not count:
        return name, 2
    if name == "parallel-paths" and (not count or count.isdigit() and 1 <= int(count) <= 64):
        return name, int(count or 4)
    raise argparse.ArgumentTypeError(f"'{text}': expected cloudnet2013 or parallel-paths:N, N from 1 to 64")


def fabric_of(name: str, paths: int, rate_mbps: int, router: str) -> Fabric:
    """The fabric that the options describe."""
    if name == "cloudnet2013":
        return cloudnet2013_fabric(rate_mbps, router)
    return parallel_paths_fabric(paths, rate_mbps, router)


def parse(arguments: list[str]) -> argparse.Namespace:
    """Reads the command line."""
    parser = argparse.ArgumentParser(
        prog="./crosslayer lab", formatter_class=argparse.RawDescriptionHelpFormatter, epilog=HELP,
        description="Bring up a network with a real ONOS and an agent on every host, and stay until `exit`.")
    parser.add_argument("--topology", type=topology, default=("cloudnet2013", 2), metavar="NAME",
                        help="cloudnet2013 (default) or parallel-paths:N")
    parser.add_argument("--rate", type=positive, default=20, metavar="MBPS",
                        help="rate of the capped links (default 20)")
    parser.add_argument("--router", choices=ROUTERS, default=ROUTERS[0],
                        help=f"how routers choose between equal routes (default {ROUTERS[0]})")
    return parser.parse_args(arguments)


def main(arguments: list[str]) -> int:
    """Runs the verb."""
    options = parse(arguments)
    # The nodes' shells inherit it.
    os.environ["PATH"] = f"{AGENT.parent}:{os.environ['PATH']}"
    with Lab(fabric_of(*options.topology, options.rate, options.router)) as lab:
        print(describe(lab), flush=True)
        LabCLI(lab)
    return 0


def describe(lab: Lab) -> str:
    """Where everything is."""
    onos, place = lab.onos, lab.run_directory
    lines = ["", "The lab is up.", f"  REST          {onos.url}   (user onos, password rocks)",
             f"  ONOS CLI      ssh -p {onos.ssh_port} karaf@127.0.0.1   (password karaf), or `onos COMMAND` below",
             f"  ONOS's log    {onos.log}"]
    for host in lab.fabric.hosts:
        lines.append(f"  {host:<13} {', '.join(lab.addresses(host))}; agent's log {place}/{host}.agent.log, "
                     f"plans {lab.agents[host].plan_log}")
    lines += [f"  from outside  nsenter -t {lab.host('client').pid} -n COMMAND   (in the client's namespace)", "", HELP]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
