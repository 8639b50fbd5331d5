# SPDX-License-Identifier: Apache-2.0
"""The web server of the lab, and downloads from it."""

import pytest

from crosslayer_lab.downloads import PORT, download, web_server
from crosslayer_lab.errors import LabError
from crosslayer_lab.lab import Lab
from crosslayer_lab.networks import parallel_paths_fabric

pytestmark = pytest.mark.root


@pytest.fixture(scope="module")
def lab():
    """One fast link."""
    with Lab(parallel_paths_fabric(1, 1000), controller=False) as running, web_server(running):
        yield running


@pytest.mark.parametrize("version", [4, 6])
@pytest.mark.parametrize("mptcp", [False, True], ids=["tcp", "mptcp"])
@pytest.mark.parametrize("size", [0, 1, 65_537, 1_000_000])
def test_a_download_has_the_size_that_was_asked_for(lab, size, mptcp, version):
    assert download(lab, size, mptcp, version) > 0


@pytest.mark.parametrize("mptcp", [False, True], ids=["tcp", "mptcp"])
def test_multipath_tcp_is_spoken_when_asked_for_and_only_then(lab, mptcp):
    counter = ("nstat", "-asz", "--json", "MPTcpExtMPCapableSYNRX")
    before = lab.execute("server", *counter)
    download(lab, 1000, mptcp)
    assert (lab.execute("server", *counter) != before) == mptcp


def test_a_wrong_request_is_refused_and_the_server_goes_on(lab):
    address = lab.addresses("server")[0]
    for path in ("", "-1", "x", "1x", str(1 << 41)):
        status = lab.execute("client", "curl", "-s", "--noproxy", "*", "-o", "/dev/null", "-w", "%{http_code}",
                             f"http://{address}:{PORT}/{path}")
        assert status == "404"
    assert download(lab, 1000, mptcp=False) > 0


def test_a_download_that_fails_says_what_and_where(lab):
    with pytest.raises(LabError, match=r"client: curl .*10\.0\.2\.2:8000/1000000: status 28"):
        download(lab, 1_000_000, mptcp=False, options=("--limit-rate", "1K", "--max-time", "0.5"))
