# SPDX-License-Identifier: Apache-2.0
"""Two routers joined by N equal links.

    sudo mn --custom topologies/parallel_paths.py --topo parallel-paths,4
    sudo mn --custom topologies/parallel_paths.py --topo parallel-paths,8,rate_mbps=10
"""

import inspect
import os
import sys

# Mininet executes this file without __file__ and copies its names into its own module: hence the care with both.
sys.path.insert(0, os.path.dirname(os.path.abspath(inspect.currentframe().f_code.co_filename)))

# pylint: disable=wrong-import-position
from crosslayer_lab.networks import parallel_paths_fabric  # noqa: E402
from crosslayer_lab.topo import FabricTopo  # noqa: E402


class ParallelPaths(FabricTopo):
    """Two hosts behind two routers with `paths` equal links between them, each shaped in both directions.

                            2 ---- rate_mbps ---- 2
            client ----- left ---- rate_mbps ---- right ----- server
        10.0.1.2       1    3         ...         3    1    10.0.2.2
      fd00:0:1::2         N+1 ---- rate_mbps ---- N+1      fd00:0:2::2
    """

    def build(self, paths=4, rate_mbps=20, router="linux-policy3"):
        self.realise(parallel_paths_fabric(paths, rate_mbps, router))


topos = {"parallel-paths": ParallelPaths}
