# SPDX-License-Identifier: Apache-2.0
"""Shaped links carry what they are told to, as ratios of what is measured in the same minute."""

import pytest

from crosslayer_lab.downloads import download, web_server
from crosslayer_lab.lab import Lab
from crosslayer_lab.networks import parallel_paths_fabric

pytestmark = pytest.mark.root

BYTES_PER_MBIT = 125_000
SECONDS = 1.2


def rate(rate_mbps: int, version: int) -> float:
    """Bits per second of the best of three downloads over one link: load of the machine can only slow them down."""
    size = int(rate_mbps * BYTES_PER_MBIT * SECONDS)
    with Lab(parallel_paths_fabric(1, rate_mbps), controller=False) as lab, web_server(lab):
        return max(size * 8 / download(lab, size, mptcp=False, version=version) for _ in range(3))


@pytest.mark.parametrize("version", [4, 6])
def test_goodput_follows_the_rate_of_the_link(version):
    slow, fast = rate(10, version), rate(40, version)
    assert fast / slow == pytest.approx(4, rel=0.1)
    # Headers take about 5 %, and the bucket gives 64 KiB at once, which is 4 % of the smaller download.
    assert 0.85 < slow / 10e6 < 1.02
