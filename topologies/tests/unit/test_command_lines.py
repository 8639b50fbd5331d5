# SPDX-License-Identifier: Apache-2.0
"""`./crosslayer`: help and mistakes. Neither needs root or a build, and no mistake is answered by a traceback."""

import os
import re
import subprocess
import time
from pathlib import Path

import pytest

from crosslayer_lab.experiment import MODULES

ROOT = Path(__file__).resolve().parents[3]
# The arms of the command's own choice of a verb: a new one is tested without being listed here.
ARMS = re.findall(r"^  ([a-z| -]+)\)$", (ROOT / "crosslayer").read_text(encoding="utf-8"), re.MULTILINE)
VERBS = [verb for arm in ARMS for verb in arm.split(" | ") if not verb.startswith("-") and verb != "help"]
# Ample for a machine under load; a build would take longer.
QUICK_SECONDS = 15


def crosslayer(*words: str) -> subprocess.CompletedProcess:
    """Runs the command; as nobody where the tests run as root, so that nothing can depend on it."""
    nobody = {"user": 65534, "group": 65534, "extra_groups": []} if os.geteuid() == 0 and _readable() else {}
    return subprocess.run([ROOT / "crosslayer", *words], cwd="/", stdin=subprocess.DEVNULL, capture_output=True,
                          text=True, timeout=QUICK_SECONDS, check=False, **nobody)


def _readable() -> bool:
    """Whether everybody may read the project where it lies."""
    return all(os.stat(path).st_mode & 0o5 == 0o5 for path in [ROOT, *ROOT.parents])


@pytest.mark.parametrize("words", [["--help"], ["-h"], ["help"], [], *(
    [verb, "--help"] for verb in VERBS)], ids=" ".join)
def test_help_is_told_to_everybody_at_once(words):
    started = time.monotonic()
    done = crosslayer(*words)
    assert (done.returncode, "Traceback" in done.stderr) == (0, False)
    assert done.stdout.startswith("usage: ")
    assert time.monotonic() - started < QUICK_SECONDS


def test_every_folder_of_an_experiment_is_one_for_the_command():
    folders = {path.parent.name for path in (ROOT / "topologies/experiments").glob("*/run.py")}
    assert folders == {module.split(".")[1] for module in MODULES.values()}


def test_help_names_every_verb_and_every_experiment():
    assert {"test", "experiment", "simulate", "benchmark"} <= set(VERBS)
    listed = crosslayer("--help").stdout
    assert set(re.findall(r"^  ([a-z-]+) ", listed, re.MULTILINE)) == set(VERBS)
    listed = crosslayer("experiment", "--help").stdout
    for name in MODULES:
        assert name in listed


@pytest.mark.parametrize("line, expected", [
    ("bogus", "crosslayer: unknown verb 'bogus': expected setup, build, test, experiment, lab, chaos, ecmp-check, "
              "simulate, benchmark, package, pki, fuzz or clean (see ./crosslayer --help)"),
    ("setup now", "crosslayer: setup takes no options, got: now"),
    ("build now", "crosslayer: build takes no options, got: now"),
    ("package --only bogus", "crosslayer: --only bogus: expected one of app agent responder module rpm "
                             "(see ./crosslayer package --help)"),
    ("package --output", "crosslayer: --output needs a value (see ./crosslayer package --help)"),
    ("benchmark module now", "crosslayer: benchmark module takes no options, got: now"),
    ("test bogus", "./crosslayer test: error: unknown tier 'bogus': expected unit, fuzz, root, onos, e2e, "
                   "page, vm, vm-agent, vm-debug, packages")])
def test_a_mistake_is_one_clear_line_and_status_2_before_anything_is_built(line, expected):
    done = crosslayer(*line.split())
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines()[-1] == expected


@pytest.mark.skipif(os.geteuid() == 0 and not _readable(), reason="nobody else can read the project here")
@pytest.mark.parametrize("verb", [["test"], ["lab"], ["clean"]], ids=" ".join)
def test_without_root_the_user_is_told_what_to_type(verb):
    done = crosslayer(*verb)
    assert done.returncode == 1
    assert done.stderr == f"crosslayer: {verb[0]} needs root: run  sudo ./crosslayer {verb[0]}\n"
