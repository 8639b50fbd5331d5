# SPDX-License-Identifier: Apache-2.0
"""The example for scripts of one's own, as docs/mininet.md has it typed."""

import re
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.root

EXAMPLE = Path(__file__).resolve().parents[2] / "examples/plain_mininet.py"


def test_a_plain_script_gets_its_subflows(tmp_path):
    done = subprocess.run([EXAMPLE], cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    # iperf3 has two connections, one for control: each with four subflows.
    subflow = re.compile(r"^    id \d+/\d+  10\.0\.1\.2:\d+ > 10\.0\.2\.2:5201  established", re.MULTILINE)
    assert len(subflow.findall(done.stdout)) == 8
    assert "receiver" in done.stdout
