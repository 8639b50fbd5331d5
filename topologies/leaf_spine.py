# SPDX-License-Identifier: Apache-2.0
"""Leaves that are joined by every spine, and hosts at each leaf.

    sudo mn --custom topologies/leaf_spine.py --topo leaf-spine,2,4
    sudo mn --custom topologies/leaf_spine.py --topo leaf-spine,4,4,hosts=8,rate_mbps=10
"""

import inspect
import os
import sys

# Mininet executes this file without __file__ and copies its names into its own module: hence the care with both.
sys.path.insert(0, os.path.dirname(os.path.abspath(inspect.currentframe().f_code.co_filename)))

# pylint: disable=wrong-import-position
from crosslayer_lab.networks import leaf_spine_fabric  # noqa: E402
from crosslayer_lab.topo import FabricTopo  # noqa: E402


class LeafSpine(FabricTopo):
    r"""As many equal-cost paths between two leaves as there are spines; all links shaped to rate_mbps.

             spine1  ...  spineS               port l to leaf l
              1| \2      1/ |2
               |   \    /   |
               |    /   \   |                  ports H+1 to H+S, in the order of the spines
             leaf1       leaf2   ...
             1/ \H       1/ \H
             h1 hH     hH+1 h2H
    """

    def build(self, leaves=2, spines=4, hosts=None, rate_mbps=20, router="linux-policy3"):
        self.realise(leaf_spine_fabric(leaves, spines, hosts, rate_mbps, router))


topos = {"leaf-spine": LeafSpine}
