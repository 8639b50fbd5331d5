# SPDX-License-Identifier: Apache-2.0
"""Processes, threads and open files that have become more in a chaos run are found."""

from collections import Counter

import pytest

from crosslayer_lab.chaos.watch import growth

FIRST = Counter({"java run": 5}), {"agent of h1": (20, 60), "application at onos": (8, 0)}


def now(processes=5, **sizes):
    return Counter({"java run": processes}), {name: sizes.get(name.split()[0], size) for name, size in FIRST[1].items()}


def test_what_comes_and_goes_in_a_jvm_is_no_growth():
    assert growth(FIRST, now(agent=(26, 64), application=(10, 0))) == []
    assert growth(FIRST, now(agent=(15, 50))) == []


@pytest.mark.parametrize("later", [now(processes=6), now(processes=4), now(agent=(40, 60)), now(agent=(20, 90)),
                                   now(application=(16, 0))])
def test_growth_is_found(later):
    assert len(growth(FIRST, later)) == 1
