# SPDX-License-Identifier: Apache-2.0
"""The fat-tree of k-port routers: k pods, 5/4 k^2 routers, k^3/4 hosts (k = 2, 4, 6).

    sudo mn --custom topologies/fat_tree.py --topo fat-tree,4
    sudo mn --custom topologies/fat_tree.py --topo fat-tree,4,rate_mbps=10
"""

import inspect
import os
import sys

# Mininet executes this file without __file__ and copies its names into its own module: hence the care with both.
sys.path.insert(0, os.path.dirname(os.path.abspath(inspect.currentframe().f_code.co_filename)))

# pylint: disable=wrong-import-position
from crosslayer_lab.networks import fat_tree_fabric  # noqa: E402
from crosslayer_lab.topo import FabricTopo  # noqa: E402


class FatTree(FabricTopo):
    r"""Al-Fares et al., SIGCOMM 2008, routed: (k/2)^2 equal-cost paths between hosts of different pods.

             core1  core2   core3  core4       port p to pod p
                 \  /           \  /
                 3\/4           3\/4           group j of the core joins aggregation router j of every pod
                 agg1           agg2
                1|  \2         1/  |2
                 |    \______ /    |           pod 1 of 4; up: equal cost, down: one way
                 |    /       \    |
                3|  /4         3\  |4
                edge1           edge2
                1/ \2           1/ \2
                h1 h2           h3 h4          all links shaped to rate_mbps
    """

    def build(self, k=4, rate_mbps=5, router="linux-policy3"):
        self.realise(fat_tree_fabric(k, rate_mbps, router))


topos = {"fat-tree": FatTree}
