#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""A network of your own with everything on it: routers with ECMP, a real ONOS, an agent on every host.

    sudo ./crosslayer build
    sudo topologies/examples/own_network.py

                  spine1 (20 Mbit/s)
                /                    \\
    a ---- leaf1 - spine2 (20 Mbit/s) - leaf2 ---- b      a, b: 100 Mbit/s
                \\                    /
                  spine3 (5 Mbit/s)
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

# pylint: disable=wrong-import-position
from crosslayer_lab.downloads import download, web_server  # noqa: E402
from crosslayer_lab.fabric import Fabric  # noqa: E402
from crosslayer_lab.lab import Lab  # noqa: E402

SIZE = 8 * 1024 * 1024


def network() -> Fabric:
    """Hosts first, then routers, each with its own ECMP seed, then links: ports are numbered in their order."""
    fabric = Fabric()
    hosts, leaves = [fabric.host("a"), fabric.host("b")], [fabric.router("leaf1", 11), fabric.router("leaf2", 12)]
    for leaf, host in zip(leaves, hosts):
        # Without a rate it would count as 20 Mbit/s, and a second subflow would gain nothing.
        fabric.link(leaf, host, 100)
    for number, rate_mbps in enumerate((20, 20, 5), start=1):
        spine = fabric.router(f"spine{number}", 20 + number)
        for leaf in leaves:
            fabric.link(leaf, spine, rate_mbps)
    return fabric


def main() -> None:
    """Compares downloads from b to a by plain TCP and by Multipath TCP with planned subflows."""
    with Lab(network()) as lab, web_server(lab, "b"):
        print(lab.onos.cli("mptcp-paths 10.0.1.2 10.0.2.2"))
        for subflows in (1, 2, 3):
            lab.set_policy(maxSubflows=subflows, dataDirection="inbound")
            seconds = download(lab, SIZE, mptcp=True, client="a", server="b")
            print(f"at most {subflows} subflows: {SIZE * 8 / seconds / 1e6:.1f} Mbit/s")
        seconds = download(lab, SIZE, mptcp=False, client="a", server="b")
        print(f"plain TCP: {SIZE * 8 / seconds / 1e6:.1f} Mbit/s")


if __name__ == "__main__":
    main()
