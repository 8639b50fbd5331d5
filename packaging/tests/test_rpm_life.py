# SPDX-License-Identifier: Apache-2.0
"""The RPM in a clean file system with rpm in it: installed, upgraded, erased, its scripts carried out.

It is Debian's file system, because one of an RPM distribution cannot be had everywhere. So dependencies are not looked
at (--nodeps), and Java is given the name that it has there.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field

import pytest
from conftest import OLDER
from root_file_system import differences, root_with

CONFIGURATION = "etc/crosslayer/agent.conf"
EDITED = "# a line of the operator's"
# Debian 12's rpm wants to be told that this is meant; later ones do not know the word.
RPM = "rpm $(rpm --force-debian --version >/dev/null 2>&1 && echo --force-debian || :) --nodeps"
JAVA = "ln -s $(basename $(ls -d /usr/lib/jvm/java-*-openjdk-*)) /usr/lib/jvm/jre"
DATABASE = ("root/.rpmdb", "var/lib/rpm")
# What stays of users, as on each RPM distribution; and folders that there belong to other packages.
STAYS = ("etc/passwd", "etc/group", "etc/shadow", "etc/gshadow", "etc/subuid", "etc/subgid", "usr/lib/sysctl.d",
         "usr/lib/sysusers.d")


@dataclass
class Life:
    """What was said and what was there in each state."""

    said: dict[str, str] = field(default_factory=dict)
    files: dict[str, dict] = field(default_factory=dict)


@pytest.fixture(scope="module", name="life")
def _life(ready_root, packages, older, tmp_path_factory) -> Life:
    root = root_with(ready_root, "rpm", "rpm").copy(tmp_path_factory.mktemp("rpm") / "root")
    root.bring(packages.rpm, older.rpm)
    life = Life()

    def step(name: str, command: str) -> None:
        life.said[name] = root.shell(command, network=False)
        life.files[name] = {path: what for path, what in root.manifest().items() if not path.startswith(DATABASE)}

    step("before", JAVA)
    step("installed", f"{RPM} --install /root/packages/crosslayer-agent-{OLDER}-1.noarch.rpm")
    conf = root.path / CONFIGURATION
    conf.write_text(f"{conf.read_text(encoding='utf-8')}\n{EDITED}\n", encoding="utf-8")
    step("upgraded", f"{RPM} --upgrade /root/packages/{packages.rpm.name}")
    step("asked", "crosslayer-agent --version; id -nu _crosslayer; rpm --verify --nodeps crosslayer-agent || :")
    life.said["configuration"] = conf.read_text(encoding="utf-8")
    step("erased", f"{RPM} --erase crosslayer-agent")
    shutil.rmtree(root.path)
    return life


def test_its_scripts_have_nothing_to_complain_of(life):
    said = "".join(life.said[state] for state in ("installed", "upgraded", "erased"))
    assert [line for line in said.splitlines() if "crosslayer" in line and " saved as " not in line] == []


def test_the_program_runs_as_installed_and_nothing_but_the_edited_file_differs(life):
    assert "crosslayer-agent" in life.said["asked"] and "_crosslayer" in life.said["asked"]
    changed = [line for line in life.said["asked"].splitlines() if "/" in line and not line.startswith("crosslayer")]
    assert [line.split()[-1] for line in changed] == [f"/{CONFIGURATION}"]


def test_the_class_data_archive_is_made(life):
    for state in ("installed", "upgraded"):
        assert "var/cache/crosslayer-agent/crosslayer-agent.jsa" in life.files[state], state


def test_an_edited_configuration_stays_through_upgrade_and_is_saved(life):
    assert EDITED in life.said["configuration"]
    assert f"{CONFIGURATION}.rpmsave" in life.files["erased"]


def test_erased_nothing_is_left_but_the_operators_file_and_the_user(life):
    left = differences(life.files["before"], life.files["erased"])
    assert [line for line in left if line.split(": ")[1] not in STAYS] == [
        "left: etc/crosslayer", f"left: {CONFIGURATION}.rpmsave"]
