# SPDX-License-Identifier: Apache-2.0
"""The topologies with Mininet's own `mn`, as the files themselves tell."""

import os
import subprocess
import uuid
from pathlib import Path

import pytest

from crosslayer_lab.run_directory import MARK, RunDirectory

pytestmark = pytest.mark.root

TOPOLOGIES = Path(__file__).resolve().parents[2]
# What mn does after a failure is meant for a machine of its own: it kills by name, and every Mininet on the machine.
ALONE = ["unshare", "--pid", "--net", "--mount-proc", "--fork", "--kill-child"]


@pytest.mark.parametrize("file, topology, test", [
    ("fat_tree.py", "fat-tree,4", "pingall"), ("leaf_spine.py", "leaf-spine,2,4,hosts=1,rate_mbps=10", "pingall"),
    ("cloudnet2013.py", "cloudnet2013", "pingall"), ("parallel_paths.py", "parallel-paths,4", "pingall"),
    ("cloudnet2013.py", "cloudnet2013,rate_mbps=10,router=source-port-modulo", "none"),
    ("parallel_paths.py", "parallel-paths,8,rate_mbps=10", "none")])
def test_mn_runs_the_topology_from_any_folder(file, topology, test, tmp_path):
    mark = str(tmp_path / uuid.uuid4().hex)
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    done = subprocess.run([*ALONE, "mn", "--custom", str(TOPOLOGIES / file), "--topo", topology, "--test", test],
                          cwd=tmp_path, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120,
                          check=False, env={**environment, MARK: mark})
    assert done.returncode == 0, done.stderr
    assert "Caught exception" not in done.stdout + done.stderr
    assert test == "none" or " 0% dropped" in done.stdout + done.stderr
    assert RunDirectory(Path(mark)).processes() == []
