# SPDX-License-Identifier: Apache-2.0
"""The fuzz tests of the tree, and what the command makes of Jazzer's words."""

import pytest

from crosslayer_lab import fuzzing
from crosslayer_lab.errors import LabError

LOG = """#2	pulse  ft: 158 exec/s: 0 rss: 889Mb
#16	NEW    cov: 110 ft: 177 corp: 56/635b lim: 341 exec/s: 10403 rss: 980Mb L: 38/38 MS: 1 ChangeBit-
#90	DONE   cov: 111 ft: 190 corp: 61/729b lim: 832 exec/s: 10835 rss: 980Mb
Done 90 runs in 11 second(s)
stat::number_of_executed_units: 90
"""


def test_every_fuzz_test_has_kept_inputs():
    targets = fuzzing.find_targets()
    assert {"NetlinkMessages", "PathManager", "Configuration", "ControllerMessages"} <= {t.name for t in targets}
    assert [target.name for target in targets if not fuzzing.files(target.inputs)] == []


def test_targets_are_chosen_by_name():
    targets = fuzzing.find_targets()
    assert fuzzing.choose(targets, []) == targets
    assert [target.name for target in fuzzing.choose(targets, ["planfile"])] == ["PlanFile"]
    with pytest.raises(LabError, match="unknown target 'x': expected .*PlanFile"):
        fuzzing.choose(targets, ["x"])


@pytest.fixture
def target(tmp_path, monkeypatch):
    monkeypatch.setattr(fuzzing, "ROOT", tmp_path)
    monkeypatch.setattr(fuzzing, "WORK", tmp_path / "build")
    return fuzzing.Target(tmp_path, "org.x.ThingFuzzTest", "reads")


def jazzer_says(monkeypatch, status, finding=None):
    def jazzer(target, *_options):
        target.log.write_text(LOG, encoding="utf-8")
        if finding:
            (target.findings / finding).write_bytes(b"x")
        return status
    monkeypatch.setattr(fuzzing, "jazzer", jazzer)


def test_a_run_without_findings_is_good(target, monkeypatch, capsys):
    jazzer_says(monkeypatch, 0)
    outcome, = fuzzing.fuzz([target], 1, 1)
    assert (outcome.good, outcome.executions, outcome.coverage, outcome.corpus) == (True, 90, "111", "61")
    assert "90 executions, 0 findings" in capsys.readouterr().out


def test_a_finding_is_kept_and_told(target, monkeypatch, capsys):
    jazzer_says(monkeypatch, 77, "crash-1")
    outcome, = fuzzing.fuzz([target], 1, 1)
    assert not outcome.good
    assert "Thing: build/Thing/findings/crash-1 (see build/Thing.log)" in capsys.readouterr().out


def test_a_run_that_ends_in_error_is_told(target, monkeypatch, capsys):
    jazzer_says(monkeypatch, 1)
    assert not fuzzing.fuzz([target], 1, 1)[0].good
    assert "ended with status 1" in capsys.readouterr().out
