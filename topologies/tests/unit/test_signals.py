# SPDX-License-Identifier: Apache-2.0
"""Signals unwind a run, and cannot stop its taking down."""

import os
import signal

import pytest

from crosslayer_lab import signals


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_the_first_signal_unwinds_the_run(number):
    before = signal.getsignal(number)
    with pytest.raises(SystemExit) as end, signals.ending_the_run():
        os.kill(os.getpid(), number)
    assert end.value.code == 128 + number
    assert signal.getsignal(number) == before


def test_signals_are_ignored_while_taking_down_and_not_afterwards():
    before = signal.getsignal(signal.SIGINT)
    with signals.ignored():
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            os.kill(os.getpid(), number)
    assert signal.getsignal(signal.SIGINT) == before
