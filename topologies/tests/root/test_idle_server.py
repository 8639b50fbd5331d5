# SPDX-License-Identifier: Apache-2.0
"""The server that does nothing but hold connections."""

import pytest

from crosslayer_lab.idle_server import idle_server
from crosslayer_lab.joined_connections import open_connections
from crosslayer_lab.lab import Lab
from crosslayer_lab.networks import parallel_paths_fabric
from crosslayer_lab.waiting import wait_for

pytestmark = pytest.mark.root

COUNTERS = ["MPTcpExtMPCapableACKRX", "TcpExtTCPAbortOnClose"]


@pytest.mark.parametrize("version", [4, 6])
def test_it_holds_multipath_tcp_connections_until_clients_end_them_and_resets_none(version):
    with Lab(parallel_paths_fabric(1, 1000), controller=False) as lab, idle_server(lab):
        open_connections(lab, 20, 0, version=version)
        wait_for("all connections ended", lambda: not lab.execute("server", "ss", "-Htn", "state", "connected",
                                                                  "exclude", "time-wait"), 20)
        shown = lab.execute("server", "nstat", "-asz", *COUNTERS).split()
        counted = {name: int(shown[shown.index(name) + 1]) for name in COUNTERS}
        assert counted == {"MPTcpExtMPCapableACKRX": 20, "TcpExtTCPAbortOnClose": 0}
