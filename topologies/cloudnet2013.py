# SPDX-License-Identifier: Apache-2.0
"""The network of the CloudNet 2013 experiment.

    sudo mn --custom topologies/cloudnet2013.py --topo cloudnet2013
    sudo mn --custom topologies/cloudnet2013.py --topo cloudnet2013,rate_mbps=10,router=source-port-modulo
"""

import inspect
import os
import sys

# Mininet executes this file without __file__ and copies its names into its own module: hence the care with both.
sys.path.insert(0, os.path.dirname(os.path.abspath(inspect.currentframe().f_code.co_filename)))

# pylint: disable=wrong-import-position
from crosslayer_lab.networks import cloudnet2013_fabric  # noqa: E402
from crosslayer_lab.topo import FabricTopo  # noqa: E402


class CloudNet2013(FabricTopo):
    """A client far away, and a web server in a data-centre site that has two uplinks.

                                   isp1
                           1     /2    1\\ <- rate_mbps, both directions
            client ----- edge ---        --- site ----- server
        10.0.1.2       1       \\        /       1     10.0.2.2
      fd00:0:1::2               \\3    1/ <- rate_mbps   fd00:0:2::2
                                   isp2

    The two uplinks of the site are the bottlenecks; everything else is as fast as the machine.  `edge` chooses the
    uplink of packets to the server, `site` that of packets to the client.
    """

    def build(self, rate_mbps=20, router="linux-policy3"):
        self.realise(cloudnet2013_fabric(rate_mbps, router))


topos = {"cloudnet2013": CloudNet2013}
