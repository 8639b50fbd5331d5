# SPDX-License-Identifier: Apache-2.0
"""What an agent's log tells of its controllers."""

import pytest

from crosslayer_lab.attachments import changes, orphan_seconds, without_controller
from experiments.orphan_time.report import findings, table

LOG = """\
2026-11-23T08:00:01.500Z INFO  attached to 10.0.0.1:9494 (10.0.0.1)
2026-11-23T08:00:09.000Z INFO  detached: UNAVAILABLE: silent for 4 s
2026-11-23T08:00:09.250Z INFO  attached to 10.0.0.2:9494 (10.0.0.2)
2026-11-23T08:00:20.000Z INFO  leaving 10.0.0.2:9494 for 10.0.0.3:9494
2026-11-23T08:00:20.040Z INFO  attached to 10.0.0.3:9494 (10.0.0.3)
2026-11-23T08:00:30.000Z INFO  detached: UNAVAILABLE
"""
EIGHT = 1795420800.0


def test_changes_are_read():
    told = changes(LOG)
    assert [change.kind for change in told] == ["attached", "detached", "attached", "leaving", "attached", "detached"]
    assert [change.address for change in told] == ["10.0.0.1", "", "10.0.0.2", "10.0.0.2", "10.0.0.3", ""]
    assert told[0].seconds == EIGHT + 1.5


@pytest.mark.parametrize("since, served_on, seconds", [
    (5, False, 4.25), (5, True, 0.25), (15, True, 0.04), (15, False, 5.04), (25, True, None), (0, False, 1.5)])
def test_orphan_time_begins_with_the_failure_or_when_the_agent_leaves(since, served_on, seconds):
    found = orphan_seconds(LOG, EIGHT + since, served_on)
    assert found == (None if seconds is None else pytest.approx(seconds))


@pytest.mark.parametrize("since, seconds", [(0, [0.25, 0.04]), (10, [0.04]), (25, [])])
def test_every_time_without_a_controller_counts(since, seconds):
    assert without_controller(LOG, EIGHT + since) == pytest.approx(seconds)


def test_report_judges_by_the_worst():
    rows = [{"failure": kind, "number": 1, "host": "h1", "orphan_ms": time}
            for kind, time in (("paused", 4000), ("killed", 120), ("stopped", 30), ("stopped", 1001))]
    limits = {"killed_ms_at_most": 5000, "paused_ms_at_most": 5000, "stopped_ms_at_most": 1000}
    assert [good for _, good in findings(rows, limits)] == [True, True, False]
    assert "4000" in table(rows)
    assert not any(good for _, good in findings([], limits))
