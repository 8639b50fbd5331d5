# SPDX-License-Identifier: Apache-2.0
"""First subflows leave from the planned source ports, over real routers."""

import pytest

from crosslayer_lab.lab import Lab
from crosslayer_lab.networks import parallel_paths_fabric
from crosslayer_lab.steering import Steering
from experiments.first_subflow.report import KERNEL, STEERED
from experiments.first_subflow.run import FAMILIES, HELD, POOL, PROTOCOLS, SMALL_POOL, Measurement, server

pytestmark = pytest.mark.root

CONNECTIONS = 400


@pytest.fixture(scope="module", name="lab")
def _lab():
    with Lab(parallel_paths_fabric(4, None), controller=False) as lab, server(lab):
        yield lab


@pytest.fixture(name="measurement")
def _measurement(lab):
    with Steering(lab.host("client"), lab.run_directory) as steering:
        yield Measurement(lab, steering)


@pytest.mark.parametrize("version", FAMILIES)
@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_every_first_syn_is_from_the_pool_and_all_paths_get_their_share(measurement, version, protocol):
    measurement.steer(True, POOL)
    row = measurement.landing(STEERED, version, protocol, CONNECTIONS)
    assert row["from_pool"] == row["on_predicted_path"] == row["connections"] == CONNECTIONS
    # All of the pool once: a port that is passed over shifts the turn by one.
    assert len(row["per_path"]) == 4
    assert max(row["per_path"]) <= 1.05 * CONNECTIONS / 4


@pytest.mark.parametrize("version", FAMILIES)
@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_the_kernel_chooses_when_the_pool_is_used_up(measurement, version, protocol):
    row = measurement.exhausted(version, protocol)
    assert (row["connections"], row["from_pool"]) == (HELD, SMALL_POOL)


def test_without_a_pool_the_kernel_chooses(measurement):
    measurement.steer(False, POOL)
    row = measurement.landing(KERNEL, 4, "tcp", 50)
    assert row["on_predicted_path"] == row["connections"] == 50
    assert row["from_pool"] == 0
