# SPDX-License-Identifier: Apache-2.0
"""Tasks of a chaos run are carried out beside each other and their failures are told; ONOS is told of links at last."""

import threading

import pytest

from crosslayer_lab.chaos.crew import Crew, RunEnds
from crosslayer_lab.chaos.network import Monitoring
from crosslayer_lab.errors import LabError
from crosslayer_lab.waiting import wait_for

SECONDS = 10


@pytest.fixture
def crew():
    made = Crew(3)
    yield made
    made.ending.set()


def test_tasks_are_carried_out_at_the_same_time(crew):
    together = threading.Barrier(3)
    for _ in range(3):
        crew.do(lambda: together.wait(SECONDS) and None)
    wait_for("all tasks", lambda: crew.open_tasks() == 0, SECONDS)


def test_a_task_goes_no_further_when_the_run_ends(crew):
    begun, told = threading.Event(), threading.Event()

    def work():
        begun.set()
        with pytest.raises(RunEnds):
            crew.pause(SECONDS)
        told.set()

    crew.do(work)
    assert begun.wait(SECONDS)
    crew.ending.set()
    assert told.wait(SECONDS)


@pytest.mark.parametrize("problem, text", [(LabError("h1: no agent"), "h1: no agent"),
                                           (KeyError("h9"), "a fault could not be made or healed: KeyError('h9')")])
def test_what_goes_wrong_in_a_task_is_told(crew, problem, text):
    def fail():
        raise problem

    crew.do(fail)
    with pytest.raises(LabError, match=text.replace("(", r"\(").replace(")", r"\)")):
        wait_for("the problem", lambda: crew.open_tasks() < 0, SECONDS)


def test_nothing_is_begun_after_the_end(crew):
    crew.ending.set()
    done = []
    crew.do(lambda: done.append(1))
    wait_for("no open task", lambda: crew.open_tasks() == 0, SECONDS)
    assert done == []


def test_onos_is_told_until_it_listens_and_of_everything_if_it_may_have_forgotten(crew):
    told, deaf = [], 2

    def tell(down, everything):
        nonlocal deaf
        if deaf:
            deaf -= 1
            raise LabError("ONOS does not listen")
        told.append((down, everything))

    monitoring = Monitoring(crew, tell)
    assert monitoring.told()
    monitoring.report()
    wait_for("ONOS knowing", monitoring.told, SECONDS)
    assert told == [([], True)]
    monitoring.report(["a link"])
    wait_for("ONOS knowing", monitoring.told, SECONDS)
    assert told[1:] == [(["a link"], False)]
