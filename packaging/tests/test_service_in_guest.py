# SPDX-License-Identifier: Apache-2.0
"""The services under systemd in a machine that boots: sandboxed, kept alive, started and stopped by their packages."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from conftest import KEPT, OLDER
from guest import boot, bring_modules, fetch_kernel

SECONDS = 900
# CAP_NET_ADMIN, as the kernel writes sets of capabilities.
NET_ADMIN_ONLY = "0000000000001000"
CHECKS = """[Unit]
After=multi-user.target crosslayer-agent.service crosslayer-responder.service
[Service]
Type=oneshot
ExecStart=/root/in-guest
TimeoutStartSec=infinity
[Install]
WantedBy=multi-user.target
"""


@pytest.fixture(scope="module", name="seen")
def _seen(machine_root, packages, older, tmp_path_factory) -> dict[str, str]:
    """What ./in-guest has written."""
    root = machine_root.copy(tmp_path_factory.mktemp("guest") / "root")
    root.bring(packages.agent, packages.responder, older.agent)
    newest = f"$(ls /root/packages/crosslayer-*.deb | grep -v _{OLDER}_)"
    root.shell(f"dpkg --install {newest}")
    shutil.copy(Path(__file__).with_name("in-guest"), root.path / "root/in-guest")
    (root.path / "etc/systemd/system/guest-checks.service").write_text(CHECKS, encoding="utf-8")
    (root.path / "etc/systemd/system/default.target").symlink_to("/lib/systemd/system/multi-user.target")
    root.shell("systemctl enable guest-checks.service")
    share = tmp_path_factory.mktemp("share")
    kernel, image = fetch_kernel(KEPT / "guest")
    bring_modules(root, kernel)
    boot(root, kernel, image, share, SECONDS)
    shutil.rmtree(root.path)
    found = {path.name: path.read_text(encoding="utf-8", errors="replace").strip()
             for path in (share / "seen").glob("*")}
    assert found, (share / "console.log").read_text(encoding="utf-8", errors="replace")[-4000:]
    return found


def test_the_agent_runs_after_the_boot_and_follows_connections(seen):
    assert seen["active"] == "active", seen["status"] + seen["log"]
    assert "following 0 connections" in seen["log"]
    assert seen["list.status"] == "0", seen["list"]


def test_it_runs_as_a_user_of_its_own_with_one_capability(seen):
    assert seen["user"] == "_crosslayer"
    sets = dict(line.split(":\t", 1) for line in seen["process"].splitlines() if ":\t" in line)
    assert {sets[name] for name in ("CapPrm", "CapEff", "CapBnd", "CapAmb")} == {NET_ADMIN_ONLY}
    assert (sets["NoNewPrivs"], sets["Seccomp"]) == ("1", "2")


def test_the_user_space_path_manager_is_chosen_at_boot(seen):
    assert seen["knob"].splitlines()[-1] in ("1", "userspace")


def test_no_unit_has_failed(seen):
    ours = [line for line in f"{seen['failed']}\n{seen['failed-after']}".splitlines() if "crosslayer" in line]
    assert ours == []
    assert seen["responder"] == "active"


def test_a_killed_agent_is_started_again(seen):
    assert (seen["active-again"], seen["again"]) == ("active", "1")


def test_a_purge_ends_it(seen):
    assert seen["removed.status"] == "0", seen["removed"]
    assert seen["gone"] == ""
    assert seen["knob-purged"].splitlines()[-1] in ("0", "kernel")


def test_an_installation_starts_it_at_once_and_says_so(seen):
    assert seen["installed.status"] == "0", seen["installed"]
    assert seen["installed-active"] == "active", seen["installed"]
    assert "does not run" not in seen["installed"]
    assert "Unmatched" not in seen["installed"]


def test_the_path_manager_is_again_what_it_was_when_the_package_has_gone(seen):
    assert seen["knob-installed"].splitlines()[-1] in ("1", "userspace")
    assert seen["removed-again.status"] == "0", seen["removed-again"]
    assert seen["knob-after"].splitlines()[-1] in ("0", "kernel")
