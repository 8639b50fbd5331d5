# SPDX-License-Identifier: Apache-2.0
"""`./crosslayer fuzz`: runs the fuzz tests with Jazzer, guided by coverage, for a set time each; a table at the end."""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from .arguments import positive
from .errors import LabError
from .table import text_table

ROOT = Path(__file__).resolve().parents[2]
WORK = ROOT / "build" / "fuzz"
CLASS_PATH = "target/fuzz-class-path.txt"
SOURCES = Path("src/test/java")
RESOURCES = Path("src/test/resources")
FUZZ_TEST = re.compile(r"@FuzzTest\b[^\n]*\n\s*(?:public )?void (\w+)\(")
PROGRESS = re.compile(r"^#\d+\s+\w+\s+cov: (\d+) ft: (\d+) corp: (\d+)/", re.MULTILINE)
EXECUTIONS = re.compile(r"^stat::number_of_executed_units: (\d+)$|^Done (\d+) runs", re.MULTILINE)
# What libFuzzer calls the files of inputs that it found fault with.
FINDINGS = ("crash-*", "timeout-*", "oom-*", "leak-*")
# An input that takes longer is a finding.
SECONDS_PER_INPUT = 60
INSTRUMENTED = "org.crosslayer.**"
# Thousands of classes' worth of branches that nobody wrote: the time goes into the rules.
GENERATED = "org.crosslayer.control.v1.**"
HEAP = "-Xmx1g"


@dataclass(frozen=True)
class Target:
    """A class with one fuzz test, named without its ending `FuzzTest`."""

    module: Path
    class_name: str
    method: str

    @property
    def name(self) -> str:
        return self.class_name.rpartition(".")[2].removesuffix("FuzzTest")

    @property
    def inputs(self) -> Path:
        """The kept inputs: each is a case of the unit tests, and what a run begins with."""
        return self.module / RESOURCES / (self.class_name.replace(".", "/") + "Inputs") / self.method

    @property
    def corpus(self) -> Path:
        return WORK / self.name / "corpus"

    @property
    def findings(self) -> Path:
        return WORK / self.name / "findings"

    @property
    def log(self) -> Path:
        return WORK / f"{self.name}.log"


@dataclass(frozen=True)
class Outcome:
    """What a run of one target gave."""

    target: Target
    executions: int
    coverage: str
    corpus: str
    findings: list[Path]
    status: int

    @property
    def good(self) -> bool:
        return self.status == 0 and not self.findings and self.executions > 0


def parse(arguments: list[str]) -> argparse.Namespace:
    """Reads the command line."""
    parser = argparse.ArgumentParser(
        prog="./crosslayer fuzz", description="Fuzz the parsers, guided by coverage (Jazzer); needs no root.",
        epilog="Findings are kept in build/fuzz/TARGET/findings/, logs in build/fuzz/. To have the unit tests check a "
               "finding from now on, put it into the target's folder of inputs. Exit status: 1 if something was found.")
    parser.add_argument("targets", nargs="*", metavar="TARGET", help="what to fuzz (default: all; --list names them)")
    parser.add_argument("--seconds", type=positive, default=20, help="for each target (default: 20)")
    parser.add_argument("--jobs", type=positive, default=os.cpu_count() or 1,
                        help="targets at the same time (default: one per processor)")
    parser.add_argument("--keep", action="store_true",
                        help="put the inputs that reach further than the kept ones beside those, as few as will do")
    parser.add_argument("--list", action="store_true", help="name the targets and their inputs, and end")
    options = parser.parse_args(arguments)
    try:
        options.chosen = choose(find_targets(), options.targets)
    except LabError as problem:
        parser.error(str(problem))
    return options


def find_targets() -> list[Target]:
    """All fuzz tests of the tree, by name."""
    found = []
    for source in sorted(ROOT.glob(f"**/{SOURCES}/**/*FuzzTest.java")):
        module = Path(str(source).partition(f"/{SOURCES}/")[0])
        class_name = str(source.relative_to(module / SOURCES)).removesuffix(".java").replace("/", ".")
        methods = FUZZ_TEST.findall(source.read_text(encoding="utf-8"))
        if len(methods) != 1:
            raise LabError(f"{source.relative_to(ROOT)}: expected one method with @FuzzTest, found {len(methods)}")
        found.append(Target(module, class_name, methods[0]))
    return sorted(found, key=lambda target: target.name)


def choose(targets: list[Target], names: list[str]) -> list[Target]:
    """The targets with these names, whatever their case; all if there are none."""
    by_name = {target.name.lower(): target for target in targets}
    unknown = [name for name in names if name.lower() not in by_name]
    if unknown:
        raise LabError(f"unknown target '{unknown[0]}': expected {', '.join(target.name for target in targets)}")
    return [by_name[name.lower()] for name in names] if names else targets


def main(arguments: list[str]) -> int:
    """Fuzzes what the command line names; 1 if something was found."""
    options = parse(arguments)
    if options.list:
        print(text_table(["target", "inputs", "folder of inputs"],
                         [[t.name, len(files(t.inputs)), t.inputs.relative_to(ROOT)] for t in options.chosen]))
        return 0
    outcomes = fuzz(options.chosen, options.seconds, options.jobs)
    if options.keep:
        for target in options.chosen:
            keep(target)
    return 0 if all(outcome.good for outcome in outcomes) else 1


def fuzz(targets: list[Target], seconds: int, jobs: int) -> list[Outcome]:
    """Runs the targets, some at a time, and prints the table and the findings."""
    print(f"==> fuzzing {len(targets)} targets for {seconds} s each, {min(jobs, len(targets))} at a time", flush=True)
    with ThreadPoolExecutor(jobs) as pool:
        outcomes = list(pool.map(lambda target: run(target, seconds), targets))
    print(text_table(["target", "executions", "coverage", "inputs", "findings"],
                     [[o.target.name, o.executions, o.coverage, o.corpus, len(o.findings)] for o in outcomes]))
    print(f"{sum(outcome.executions for outcome in outcomes)} executions,"
          f" {sum(len(outcome.findings) for outcome in outcomes)} findings", flush=True)
    for outcome in outcomes:
        for finding in outcome.findings:
            print(f"{outcome.target.name}: {finding.relative_to(ROOT)} (see {outcome.target.log.relative_to(ROOT)})")
        if not outcome.good and not outcome.findings:
            print(f"{outcome.target.name}: ended with status {outcome.status}, see"
                  f" {outcome.target.log.relative_to(ROOT)}")
    return outcomes


def run(target: Target, seconds: int) -> Outcome:
    """Fuzzes one target; earlier findings are forgotten, the corpus of earlier runs is not."""
    for folder in (target.corpus, target.findings):
        folder.mkdir(parents=True, exist_ok=True)
    for finding in findings(target):
        finding.unlink()
    status = jazzer(target, f"-max_total_time={seconds}", f"-timeout={SECONDS_PER_INPUT}", "-print_final_stats=1",
                    str(target.corpus), *([str(target.inputs)] if target.inputs.is_dir() else []))
    text = target.log.read_text(encoding="utf-8", errors="replace")
    progress = PROGRESS.findall(text)
    counts = EXECUTIONS.findall(text)
    return Outcome(target, max((int(a or b) for a, b in counts), default=0), progress[-1][0] if progress else "-",
                   progress[-1][2] if progress else "-", findings(target), status)


def keep(target: Target) -> None:
    """Adds to the kept inputs what reaches further than they do."""
    target.inputs.mkdir(parents=True, exist_ok=True)
    before = len(files(target.inputs))
    jazzer(target, "-merge=1", str(target.inputs), str(target.corpus))
    print(f"{target.name}: {before} kept inputs, now {len(files(target.inputs))}", flush=True)


def jazzer(target: Target, *options: str) -> int:
    """Runs Jazzer on one target with its output in the target's log; the exit status."""
    class_path = target.module / CLASS_PATH
    if not class_path.exists():
        raise LabError(f"{class_path.relative_to(ROOT)} is not there: run  ./crosslayer build")
    java = Path(os.environ.get("JAVA_HOME", "/usr/lib/jvm/default-java")) / "bin" / "java"
    folders = [target.module / "target" / "test-classes", target.module / "target" / "classes"]
    with open(target.log, "w", encoding="utf-8") as log:
        return subprocess.run(
            [java, HEAP, "-cp", ":".join([*map(str, folders), class_path.read_text(encoding="utf-8").strip()]),
             "com.code_intelligence.jazzer.Jazzer", f"--target_class={target.class_name}",
             f"--target_method={target.method}", f"--instrumentation_includes={INSTRUMENTED}",
             f"--instrumentation_excludes={GENERATED}",
             f"--reproducer_path={target.findings}", f"-artifact_prefix={target.findings}/", *options],
            cwd=WORK, stdout=log, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, check=False).returncode


def findings(target: Target) -> list[Path]:
    return sorted(path for pattern in FINDINGS for path in target.findings.glob(pattern))


def files(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.is_file()] if folder.is_dir() else []


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
