# SPDX-License-Identifier: Apache-2.0
"""Wrong network configuration is refused whole, with the place of the mistake, and planning goes on as before."""

import pytest

from crosslayer_lab.errors import LabError
from crosslayer_lab.netcfg import application_configuration, network_configuration

pytestmark = pytest.mark.e2e


@pytest.mark.parametrize("place, spoil", [
    (r"devices\[1\]\.ecmp\.seed", lambda fabric: fabric["devices"][1]["ecmp"].update(seed=0)),
    (r"devices\[0\]\.ecmp\.hash", lambda fabric: fabric["devices"][0]["ecmp"].update(hash="magic")),
    (r"links\[0\]", lambda fabric: fabric["links"][0].update(a="routed:nowhere/1")),
    (r"hosts\[1\]\.ips", lambda fabric: fabric["hosts"][1].update(ips=["10.0.2.300"])),
    (r"color", lambda fabric: fabric.update(color="blue"))],
    ids=["seed 0", "unknown hash", "link to nowhere", "wrong address", "unknown member"])
def test_a_wrong_fabric_is_refused_and_the_old_one_stays(lab, expect_planned, place, spoil):
    document = network_configuration(lab.fabric)
    spoil(document["apps"]["org.crosslayer.mptcp"]["routedFabric"])
    with pytest.raises(LabError, match=place):
        lab.onos.configure(document)
    assert set(lab.onos.devices()) == {f"routed:{name}" for name in lab.fabric.routers}
    expect_planned()


@pytest.mark.parametrize("policy", [{"maxSubflows": 0}, {"maxSubflows": "two"}, {"sourcePorts": "5-1"},
                                    {"minSubflows": 3, "maxSubflows": 2}, {"maxSubflow": 2}], ids=str)
def test_a_wrong_policy_is_refused_and_the_old_one_stays(lab, expect_planned, policy):
    with pytest.raises(LabError, match=next(iter(policy))):
        lab.onos.configure(application_configuration(policy=policy))
    expect_planned()
