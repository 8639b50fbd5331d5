# SPDX-License-Identifier: Apache-2.0
"""`./crosslayer`: help and mistakes. Neither needs root or a build, and no mistake is answered by a traceback."""

import os
import subprocess
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
VERBS = ["setup", "build", "test", "experiment", "lab", "ecmp-check", "simulate", "clean"]
EXPERIMENTS = ["cloudnet2013", "parallel-paths", "landing", "plan-latency", "agent-footprint", "permutation",
               "link-cut"]
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


def test_help_names_every_verb_and_every_experiment():
    listed = crosslayer("--help").stdout
    for verb in VERBS:
        assert f"\n  {verb} " in listed
    listed = crosslayer("experiment", "--help").stdout
    for name in EXPERIMENTS:
        assert name in listed


@pytest.mark.parametrize("line, expected", [
    ("bogus", "crosslayer: unknown verb 'bogus': expected setup, build, test, experiment, lab, ecmp-check, "
              "simulate, benchmark or clean (see ./crosslayer --help)"),
    ("setup now", "crosslayer: setup takes no options, got: now"),
    ("build now", "crosslayer: build takes no options, got: now"),
    ("test bogus", "./crosslayer test: error: unknown tier 'bogus': expected unit, root, onos, e2e")])
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
