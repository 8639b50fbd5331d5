# SPDX-License-Identifier: Apache-2.0
"""The verb `test`: what is run for a tier, and what its last line adds up."""

import pytest

from crosslayer_lab import testing

REPORT = """<testsuites><testsuite name="s">
<testcase classname="a.B" name="good"/>
<testcase classname="a.B" name="wrong"><failure message="no">expected 1
was 2
FILL
Caused by: no room</failure></testcase>
<testcase classname="a.B" name="broken"><error message="gone"/></testcase>
<testcase classname="a.B" name="left"><skipped message="needs root"/></testcase>
</testsuite></testsuites>""".replace("FILL", "\n".join(f"at {frame}" for frame in range(40)))

KTAP = """KTAP version 1
    # Subtest: ports
    KTAP version 1
    ok 1 IPv4: the peer sees the planned source ports
    not ok 2 a miss opens nothing
    # expected: ""
    ok 3 IPv6 # SKIP no IPv6
    1..3
not ok 1 ports # 7 s
1..1
"""


@pytest.fixture
def totals(tmp_path):
    """What a report of one passed, two failed and one skipped test adds up to."""
    report = tmp_path / "report.xml"
    report.write_text(REPORT, encoding="utf-8")
    counted = testing.Totals()
    counted.add_report(report)
    return counted


def test_a_report_is_counted_case_by_case(totals):
    assert (totals.passed, totals.failed, totals.skipped) == (1, 2, 1)
    assert [problem.splitlines()[0] for problem in totals.problems] \
        == ["failed: a.B.wrong", "failed: a.B.broken", "skipped: a.B.left: needs root"]


def test_a_failure_is_told_with_its_reason_and_causes_but_not_with_every_frame(totals):
    wrong, broken, _ = (problem.splitlines() for problem in totals.problems)
    assert wrong[1:4] == ["    expected 1", "    was 2", "    at 0"]
    assert wrong[-1] == "    Caused by: no room" and len(wrong) == 1 + testing.FAILURE_LINES + 1
    assert broken == ["failed: a.B.broken", "    gone"]


def test_a_check_that_fails_shows_the_errors_of_its_log_or_its_end(tmp_path, monkeypatch):
    monkeypatch.setattr(testing, "ROOT", tmp_path)
    log = tmp_path / "check.log"
    totals = testing.Totals()
    for text in ("[INFO] begun\n[ERROR] \n[ERROR] no room\n[INFO] advice\n", "begun\nno room\n"):
        log.write_text(text, encoding="utf-8")
        totals.add_check("check", False, log)
    assert totals.problems == ["check: see check.log\n    [ERROR] no room",
                               "check: see check.log\n    begun\n    no room"]


def test_the_cases_of_ktap_subtests_are_counted_and_their_sums_are_not(tmp_path):
    results = tmp_path / "6.1.0-amd64.ktap"
    results.write_text(KTAP, encoding="utf-8")
    counted = testing.Totals()
    counted.add_ktap(results)
    assert (counted.passed, counted.failed, counted.skipped) == (1, 1, 1)
    assert counted.problems == ["failed: 6.1.0-amd64: a miss opens nothing",
                                "skipped: 6.1.0-amd64: IPv6 # SKIP no IPv6"]


def test_the_last_line_has_the_totals_and_failures_are_status_1(totals, capsys):
    assert testing.conclude(totals) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "1 passed, 2 failed, 1 skipped"


@pytest.mark.parametrize("ci, status", [("true", 1), ("", 0)])
def test_a_skipped_test_is_a_failure_in_ci_alone(ci, status, monkeypatch):
    monkeypatch.setenv("CI", ci)
    assert testing.conclude(testing.Totals(passed=3, skipped=1)) == status


def test_everything_is_one_run_of_maven_and_a_tier_is_one_without_the_others():
    assert testing.maven_runs(list(testing.TIERS)) == [["mvn", "-B", "--fail-at-end", "verify"]]
    assert testing.maven_runs(["e2e"]) == []
    assert ["-DskipITs" in run for run in testing.maven_runs(["unit"])] == [True]
    assert ["-DskipUnitTests" in run for run in testing.maven_runs(["root", "onos"])] == [True, True]


def test_no_tier_means_all_but_the_long_one():
    assert testing.parse([]) == ["unit", "fuzz", "root", "onos", "e2e", "page", "vm"]
    assert testing.parse(["e2e", "unit"]) == ["e2e", "unit"]


def test_the_long_tier_is_run_when_it_is_named():
    assert testing.parse(["vm-debug"]) == ["vm-debug"]


@pytest.mark.parametrize("status, counted", [(0, (2, 1, 1)), (1, (1, 2, 1)), (4, (1, 1, 2))])
def test_guests_are_counted_by_what_they_left_and_how_they_ended(status, counted, tmp_path, monkeypatch):
    runner = tmp_path / "run"
    runner.write_text(f'#!/bin/sh\nmkdir -p "$1"\ncat >"$1/6.1.ktap" <<EOF\n{KTAP}EOF\nexit {status}\n',
                      encoding="utf-8")
    runner.chmod(0o755)
    for name, value in {"VM_RUNNER": runner, "LOGS": tmp_path / "build", "ROOT": tmp_path}.items():
        monkeypatch.setattr(testing, name, value)
    totals = testing.Totals()
    testing.run_guests(totals, testing.VM_RUNNER, "vm-debug")
    assert (totals.passed, totals.failed, totals.skipped) == counted


def test_shell_scripts_are_known_by_their_first_line():
    assert testing.is_shell(testing.ROOT / "crosslayer")
    assert not testing.is_shell(testing.ROOT / "pom.xml")
    assert not testing.is_shell(testing.ROOT / "no such file")
