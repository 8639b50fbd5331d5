# SPDX-License-Identifier: Apache-2.0
"""Debian packages in a clean file system: installed, upgraded, removed, purged, and nothing is left."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from conftest import OLDER
from root_file_system import differences

EDITED = "# a line of the operator's"
CONFIGURATION = "etc/crosslayer/agent.conf"
AGENT = "/root/packages/crosslayer-agent_"


@dataclass
class Life:
    """What was seen while the packages went through their states, one after the other."""

    said: dict[str, str] = field(default_factory=dict)
    files: dict[str, dict] = field(default_factory=dict)
    configuration: dict[str, str] = field(default_factory=dict)


@pytest.fixture(scope="module", name="life")
def _life(root) -> Life:
    life = Life()
    conf = root.path / CONFIGURATION

    def step(name: str, command: str) -> None:
        life.said[name] = root.shell(command)
        life.files[name] = root.manifest()
        life.configuration[name] = conf.read_text(encoding="utf-8") if conf.exists() else ""

    step("before", "true")
    step("installed", f"dpkg --install {AGENT}{OLDER}_all.deb")
    conf.write_text(f"{conf.read_text(encoding='utf-8')}\n{EDITED}\n", encoding="utf-8")
    step("upgraded", f"dpkg --install $(ls {AGENT}* | grep -v _{OLDER}_)")
    step("asked", "crosslayer-agent --version; crosslayer-agent run --help; runuser -u _crosslayer -- id")
    step("triggered", "rm /var/cache/crosslayer-agent/*; dpkg-trigger --no-await /usr/lib/jvm; dpkg --triggers-only -a")
    step("removed", "dpkg --remove crosslayer-agent")
    step("installed again", f"dpkg --install $(ls {AGENT}* | grep -v _{OLDER}_)")
    step("purged", "dpkg --purge crosslayer-agent")
    step("responder", "dpkg --install /root/packages/crosslayer-responder_0.0.1_all.deb; "
         "dpkg --install $(ls /root/packages/crosslayer-responder_* | grep -v _0.0.1_)")
    step("responder purged", "dpkg --purge crosslayer-responder")
    return life


def test_the_program_runs_when_installed(life):
    assert "crosslayer" in life.said["asked"]
    assert "Usage: crosslayer-agent run" in life.said["asked"]
    assert "(_crosslayer)" in life.said["asked"]


def test_what_is_not_done_is_told(life):
    assert "systemd does not run here: not started" in life.said["installed"]


def test_the_service_starts_at_boot(life):
    assert "etc/systemd/system/multi-user.target.wants/crosslayer-agent.service" in life.files["installed"]
    assert "etc/systemd/system/multi-user.target.wants/crosslayer-responder.service" in life.files["responder"]


def test_an_edited_configuration_stays_through_upgrade_and_removal(life):
    for state in ("upgraded", "removed", "installed again"):
        assert EDITED in life.configuration[state], state


def test_a_new_java_has_the_class_data_archive_made_anew(life):
    for state in ("installed", "upgraded", "triggered"):
        assert "var/cache/crosslayer-agent/crosslayer-agent.jsa" in life.files[state], state
        assert "var/cache/crosslayer-agent/crosslayer-agent.jsa.release" in life.files[state], state


def test_a_removed_package_leaves_its_configuration_alone(life):
    left = differences(life.files["before"], life.files["removed"])
    assert "left: etc/crosslayer/agent.conf" in left
    program = [line for line in left if "usr/" in line or "var/cache" in line]
    assert program == []


def test_purged_nothing_is_left(life):
    assert differences(life.files["before"], life.files["purged"]) == []
    assert differences(life.files["before"], life.files["responder purged"]) == []


def test_an_operators_keys_are_not_purged_and_nor_is_their_owner(root):
    root.shell(f"dpkg --install {AGENT}{OLDER}_all.deb")
    key = root.path / "etc/crosslayer/agent-key.pem"
    key.write_text("secret", encoding="utf-8")
    root.shell("chown _crosslayer /etc/crosslayer/agent-key.pem")
    root.shell("dpkg --purge crosslayer-agent")
    assert key.read_text(encoding="utf-8") == "secret"
    assert "_crosslayer" in root.shell("stat --format %U /etc/crosslayer/agent-key.pem")


# What the unit grants: the user, and one capability.
START = """
printf userspace >/proc/sys/net/mptcp/path_manager 2>/dev/null || echo 1 >/proc/sys/net/mptcp/pm_type
mkdir -p /run/crosslayer-agent && chown _crosslayer: /run/crosslayer-agent
setpriv --reuid _crosslayer --regid _crosslayer --clear-groups --inh-caps -all,+net_admin \
  --ambient-caps -all,+net_admin --bounding-set -all,+net_admin \
  crosslayer-agent run --config /etc/crosslayer/agent.conf >/root/said 2>&1 &
agent=$!
tries=300
while [ "$tries" -gt 0 ]; do
  tries=$((tries - 1))
  if grep -q 'following 0 connections' /root/said || ! kill -0 $agent 2>/dev/null; then break; fi
  sleep 0.1
done
kill -TERM $agent 2>/dev/null || true
status=0
wait $agent || status=$?
cat /root/said
echo "ended with status $status"
"""


def test_as_installed_the_agent_starts_with_the_rights_of_its_unit(root):
    root.shell(f"dpkg --install {AGENT}{OLDER}_all.deb")
    said = root.shell(START, network=False)
    assert "following 0 connections" in said
    assert "ended with status 0" in said
