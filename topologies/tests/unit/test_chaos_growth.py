# SPDX-License-Identifier: Apache-2.0
"""Processes, threads and open files that have become more in a chaos run are found."""

from collections import Counter

import pytest

from crosslayer_lab.chaos.watch import MOST_ENDPOINT_THREADS, growth, too_many_threads

FIRST = Counter({"java run": 5}), {"agent of h1": (20, 60)}


def now(processes=5, **sizes):
    return Counter({"java run": processes}), {name: sizes.get(name.split()[0], size) for name, size in FIRST[1].items()}


def test_what_comes_and_goes_in_a_jvm_is_no_growth():
    assert growth(FIRST, now(agent=(26, 64))) == []
    assert growth(FIRST, now(agent=(15, 50))) == []


@pytest.mark.parametrize("later", [now(processes=6), now(processes=4), now(agent=(40, 60)), now(agent=(20, 90))])
def test_growth_is_found(later):
    assert len(growth(FIRST, later)) == 1


def test_each_executor_of_the_application_has_its_threads_and_no_more():
    once = Counter({"crosslayer-plan": 1, "crosslayer-clus": 1, "crosslayer-grpc": MOST_ENDPOINT_THREADS})
    assert too_many_threads("onos", once) == []
    assert too_many_threads("onos", once + Counter({"crosslayer-plan": 1})) == [
        "application at onos: 2 threads crosslayer-plan"]
    assert len(too_many_threads("onos", once + Counter({"crosslayer-grpc": 1}))) == 1
