# SPDX-License-Identifier: Apache-2.0
"""Waiting for conditions, and lines of progress."""

import re
import time

import pytest

from crosslayer_lab.errors import LabError
from crosslayer_lab.progress import say
from crosslayer_lab.waiting import wait_for


def test_what_is_true_already_is_returned_at_once():
    started = time.monotonic()
    assert wait_for("something", lambda: "found", 30) == "found"
    assert time.monotonic() - started < 5


def test_the_first_true_value_is_returned():
    values = iter([None, 0, "", [7]])
    assert wait_for("something", lambda: next(values), 30) == [7]


def test_a_condition_that_stays_false_is_named():
    with pytest.raises(LabError, match=r"^the moon: not within 0\.2 s$"):
        wait_for("the moon", lambda: False, 0.2)


def test_an_error_of_the_condition_is_not_waited_out():
    def broken() -> bool:
        raise LabError("it has ended")

    with pytest.raises(LabError, match="it has ended"):
        wait_for("something", broken, 30)


def test_progress_goes_to_standard_error_with_the_seconds_since_the_start(capsys):
    say("half way")
    out, error = capsys.readouterr()
    assert out == ""
    assert re.fullmatch(r"\[ +\d+\.\d s\] half way\n", error)
