# SPDX-License-Identifier: Apache-2.0
"""`./crosslayer test`: runs the tiers, counts what every runner says, and ends with one line of totals."""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import time
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass, field
from pathlib import Path

from . import fuzzing

ROOT = Path(__file__).resolve().parents[2]
LOGS = ROOT / "build"
PYTHON = "/usr/bin/python3"
# Of each fuzz target: enough to find what is broken anew; what takes longer is looked for by `./crosslayer fuzz`.
FUZZ_SECONDS = 10
TIERS = ("unit", "fuzz", "root", "onos", "e2e", "page", "vm")
# Only run when they are named: a JVM is slow in an emulated processor, and so is a kernel that watches itself.
LONG_TIERS = ("vm-agent", "vm-debug", "packages")
VM_RUNNER = ROOT / "kernel-module" / "tests" / "vm" / "run"
VM_DEBUG_RUNNER = ROOT / "kernel-module" / "tests" / "vm" / "debug" / "run"
VM_AGENT_RUNNER = ROOT / "host-agent" / "src" / "test" / "vm" / "run"
AGENT = ROOT / "host-agent" / "target" / "crosslayer-agent"
# Of a failure's text: how many lines the summary shows, and how much of a line.
FAILURE_LINES = 20
WIDTH = 400
# What kselftests exit with when they cannot run here.
SKIPPED = 4
# A line of Maven that shows how far it is.
MAVEN_PROGRESS = re.compile(r"^\[(?:INFO|WARNING|ERROR)\] (Building \S.*\[\d+/\d+\]|Tests run:.* -- in .*)$")

# A case of a subtest: its verdict, its name, and why it was skipped.
KTAP_CASE = re.compile(r"^ +(ok|not ok) \d+ (.*?)( # SKIP.*)?$")


@dataclass
class Totals:
    """What the runners said, added up."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    problems: list[str] = field(default_factory=list)

    def add_check(self, name: str, passed: bool, log: Path) -> None:
        """Counts a check that has no report of its own as one test."""
        if passed:
            self.passed += 1
        else:
            self.failed += 1
            self.problems.append("\n".join([f"{name}: see {log.relative_to(ROOT)}", *last_words(log)]))

    def add_report(self, report: Path) -> None:
        """Counts the cases of a JUnit XML report."""
        for case in ElementTree.parse(report).getroot().iter("testcase"):
            name = f"{case.get('classname')}.{case.get('name')}"
            skipped = case.find("skipped")
            failure = next((case.find(verdict) for verdict in ("failure", "error")
                            if case.find(verdict) is not None), None)
            if failure is not None:
                self.failed += 1
                self.problems.append("\n".join([f"failed: {name}", *explain(failure)]))
            elif skipped is not None:
                self.skipped += 1
                self.problems.append(f"skipped: {name}: {skipped.get('message', '')}")
            else:
                self.passed += 1

    def add_ktap(self, results: Path) -> None:
        """Counts the cases of the subtests in a KTAP file; they are indented, their sums are not."""
        for line in results.read_text(encoding="utf-8", errors="replace").splitlines():
            if match := KTAP_CASE.match(line):
                verdict, name, skipped = match.groups()
                if skipped:
                    self.skipped += 1
                    self.problems.append(f"skipped: {results.stem}: {name}{skipped}")
                elif verdict == "ok":
                    self.passed += 1
                else:
                    self.failed += 1
                    self.problems.append(f"failed: {results.stem}: {name}")


def last_words(log: Path) -> list[str]:
    """The end of a text log, indented; of Maven's the errors, because its end is advice."""
    if log.suffix != ".log" or not log.is_file():
        return []
    lines = [line[:WIDTH] for line in log.read_text(encoding="utf-8", errors="replace").splitlines()]
    errors = [line for line in lines if line.startswith("[ERROR]") and len(line) > len("[ERROR] ")]
    return [f"    {line}" for line in errors[:FAILURE_LINES] or lines[-FAILURE_LINES:]]


def explain(failure: ElementTree.Element) -> list[str]:
    """What a report says of a failure, indented: where the machine is gone, this is all that is left of it."""
    lines = [line[:WIDTH] for line in (failure.text or failure.get("message", "")).strip().splitlines()]
    causes = [line for line in lines[FAILURE_LINES:] if line.startswith(("Caused by:", "E  "))]
    return [f"    {line}" for line in lines[:FAILURE_LINES] + causes[:FAILURE_LINES]]


def main(arguments: list[str]) -> int:
    """Runs the tiers that the command line names; 0 if nothing failed (and, in CI, nothing was skipped)."""
    tiers = parse(arguments)
    LOGS.mkdir(exist_ok=True)
    totals = Totals()
    if "unit" in tiers:
        run_checks(totals)
    run_maven(totals, tiers)
    if "fuzz" in tiers:
        run_fuzz(totals)
    run_pytest(totals, tiers)
    if "vm" in tiers:
        run_guests(totals, VM_RUNNER, "vm")
    if "vm-agent" in tiers:
        run_guests(totals, VM_AGENT_RUNNER, "vm", AGENT, os.environ.get("JAVA_HOME", "/usr/lib/jvm/default-java"))
    if "vm-debug" in tiers:
        run_guests(totals, VM_DEBUG_RUNNER, "vm-debug")
    if "packages" in tiers:
        run_packages(totals)
    return conclude(totals)


def parse(arguments: list[str]) -> list[str]:
    """Reads the command line."""
    parser = argparse.ArgumentParser(
        prog="./crosslayer test", formatter_class=argparse.RawDescriptionHelpFormatter,
        description="Run the tests: all of them, or the tiers that are named.",
        epilog="tiers:\n"
               "  unit   codecs, hash models, planner, command lines, style; needs no root\n"
               "  fuzz   the parsers with hostile input, some seconds each; needs no root\n"
               "  root   the agent and the topologies against the running kernel, in network namespaces\n"
               "  onos   the application in a real ONOS core: embedded, and in Karaf over REST\n"
               "  e2e    a short end-to-end run: ONOS, agents, transfers over two paths\n"
               "  page   the web page in headless Chromium, by clicks and keys, with a played ONOS\n"
               "  vm     the kernel module on Debian's kernels 6.1 and 6.12 in virtual machines\n"
               "  vm-agent   the agent there, with module and steering (not among all: five minutes or more)\n"
               "  vm-debug   the module on a kernel with KASAN, lockdep and kmemleak (not among all: half an hour,\n"
               "             and the first time half an hour more to build that kernel)\n"
               "  packages   packages installed, upgraded and purged in clean file systems, one of which is booted;\n"
               "             a new user's first connection, step by step; alerts and dashboard, by Prometheus itself\n"
               "             (not among all: eight minutes; the first time more, to download these)\n\n"
               "Exit status: 0 all passed; 1 something failed or, with CI=true, was skipped.\n"
               "Logs are in build/.")
    # Not 'choices': argparse would ask for one of them even where none is given.
    parser.add_argument("tiers", nargs="*", metavar="TIER",
                        help="unit, fuzz, root, onos, e2e, page, vm (default: all of these), "
                             "vm-agent, vm-debug or packages")
    tiers = parser.parse_args(arguments).tiers
    for tier in tiers:
        if tier not in TIERS + LONG_TIERS:
            parser.error(f"unknown tier '{tier}': expected {', '.join(TIERS + LONG_TIERS)}")
    return tiers or list(TIERS)


def run_checks(totals: Totals) -> None:
    """Style of what Maven does not see: shell and Python."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split()
    python = [name for name in listed if name.endswith(".py")]
    shell = [name for name in listed if is_shell(ROOT / name)]
    for name, command in (("pycodestyle", ["pycodestyle", "--max-line-length=120", *python]),
                          ("shellcheck", ["shellcheck", "-x", *shell])):
        log = LOGS / f"test-{name}.log"
        print(f"==> {name}", flush=True)
        with open(log, "w", encoding="utf-8") as out:
            status = subprocess.run(command, cwd=ROOT, stdout=out, stderr=subprocess.STDOUT, check=False).returncode
        totals.add_check(name, status == 0, log)


def is_shell(path: Path) -> bool:
    """Whether a file is a shell script, by its first line."""
    if not path.is_file() or path.suffix in (".java", ".py", ".png", ".md", ".csv", ".json", ".xml"):
        return False
    with open(path, "rb") as source:
        return re.match(rb"#!.*\b(ba)?sh\b", source.readline(80)) is not None


def maven_runs(tiers: list[str]) -> list[list[str]]:
    """What Maven has to be asked for these tiers: one run if it is everything, else one for each."""
    verify = ["mvn", "-B", "--fail-at-end", "verify"]
    runs = {"unit": [*verify, "-DskipITs"],
            "root": [*verify, "-DskipUnitTests", "-pl", "host-agent", "-am"],
            "onos": [*verify, "-DskipUnitTests", "-pl", "!host-agent"]}
    return [verify] if runs.keys() <= set(tiers) else [run for tier, run in runs.items() if tier in tiers]


def run_maven(totals: Totals, tiers: list[str]) -> None:
    """Runs Surefire and Failsafe and counts their reports."""
    for number, command in enumerate(maven_runs(tiers), start=1):
        log = LOGS / f"test-maven-{number}.log"
        print(f"==> {' '.join(command)}  (log: {log.relative_to(ROOT)})", flush=True)
        started = time.time()
        status = follow_maven(command, log)
        for report in sorted(ROOT.glob("**/target/*-reports/TEST-*.xml")):
            if report.stat().st_mtime >= started - 1:
                totals.add_report(report)
        totals.add_check("maven", status == 0, log)


def follow_maven(command: list[str], log: Path) -> int:
    """Runs Maven with its output in a log and its progress on the terminal; the exit status."""
    with open(log, "w", encoding="utf-8") as out, subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace") as maven:
        for line in maven.stdout:
            out.write(line)
            if match := MAVEN_PROGRESS.match(line):
                print(f"    {match.group(1)}", flush=True)
    return maven.returncode


def run_pytest(totals: Totals, tiers: list[str]) -> None:
    """Runs the Python tests of the tiers; a test's tier is its marker, none means unit."""
    expressions = {"unit": "not (root or e2e or page)", "e2e": "e2e and not page"}
    markers = " or ".join(f"({expressions.get(tier, tier)})" for tier in tiers
                          if tier not in ("fuzz", "onos", "vm", *LONG_TIERS))
    if not markers:
        return
    report = LOGS / "test-pytest.xml"
    report.unlink(missing_ok=True)
    print(f"==> pytest -m '{markers}'", flush=True)
    status = subprocess.run([PYTHON, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-m", markers,
                             f"--junitxml={report}", "topologies"], cwd=ROOT, check=False).returncode
    if report.exists():
        totals.add_report(report)
    # 5: no test of these tiers. That must not look like success.
    totals.add_check(f"pytest (exit status {status})", status == 0, report)


def run_packages(totals: Totals) -> None:
    """Runs the tests of packages, which are beside what makes them."""
    report = LOGS / "test-packages.xml"
    report.unlink(missing_ok=True)
    print("==> pytest packaging", flush=True)
    status = subprocess.run([PYTHON, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--junitxml={report}",
                             "packaging"], cwd=ROOT, check=False).returncode
    if report.exists():
        totals.add_report(report)
    totals.add_check(f"pytest packaging (exit status {status})", status == 0, report)


def run_fuzz(totals: Totals) -> None:
    """Fuzzes every target for a short time; each counts as one test."""
    for outcome in fuzzing.fuzz(fuzzing.find_targets(), FUZZ_SECONDS, os.cpu_count() or 1):
        totals.add_check(f"fuzz {outcome.target.name}", outcome.good, outcome.target.log)


def run_guests(totals: Totals, runner: Path, name: str, *arguments: object) -> None:
    """Runs tests with the kernel module in virtual machines and counts their KTAP results, one file a kernel."""
    directory = LOGS / name
    print(f"==> {runner.relative_to(ROOT)}  (logs: {directory.relative_to(ROOT)})", flush=True)
    started = time.time()
    status = subprocess.run([runner, directory, *arguments], cwd=ROOT, check=False).returncode
    for results in sorted(directory.glob("*.ktap")):
        if results.stat().st_mtime >= started - 1:
            totals.add_ktap(results)
    if status == SKIPPED:
        totals.skipped += 1
        totals.problems.append(f"skipped: {name}: Debian's kernels are not to be had here")
    else:
        totals.add_check(f"virtual machines ({runner.relative_to(ROOT)})", status == 0, directory)


def conclude(totals: Totals) -> int:
    """Prints the summary; the exit status."""
    print()
    for problem in totals.problems:
        print(problem)
    strict = os.environ.get("CI") == "true"
    if strict and totals.skipped:
        print("with CI=true a skipped test is a failure")
    print(f"{totals.passed} passed, {totals.failed} failed, {totals.skipped} skipped")
    return 1 if totals.failed or (strict and totals.skipped) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
