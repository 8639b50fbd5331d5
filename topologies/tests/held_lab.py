# SPDX-License-Identifier: Apache-2.0
"""A lab without ONOS that stays until it gets a signal: `python3 -m held_lab`, which prints its run directory."""

import signal

from crosslayer_lab import management
from crosslayer_lab.downloads import web_server
from crosslayer_lab.lab import Lab
from crosslayer_lab.networks import cloudnet2013_fabric

if __name__ == "__main__":
    with Lab(cloudnet2013_fabric(), controller=False) as lab, web_server(lab):
        management.attach(lab.net, list(lab.fabric.hosts))
        print(lab.run_directory, flush=True)
        while True:
            signal.pause()
