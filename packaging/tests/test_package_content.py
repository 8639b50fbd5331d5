# SPDX-License-Identifier: Apache-2.0
"""What is in the packages: what Debian's own checker says, units, man pages, completion, and the same bytes twice."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess

import pytest

from conftest import make_packages

UNITS = ("crosslayer-agent", "crosslayer-responder")
# What a unit may do beyond its need, by systemd's measure, of 10. The agent needs CAP_NET_ADMIN and executable memory.
EXPOSED_AT_MOST = 2.5


def run(*words: object) -> subprocess.CompletedProcess:
    return subprocess.run([str(word) for word in words], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, errors="replace", check=False)


@pytest.fixture(scope="module", name="unpacked")
def _unpacked(packages, tmp_path_factory):
    folder = tmp_path_factory.mktemp("unpacked")
    for package in (packages.agent, packages.responder):
        assert run("dpkg-deb", "--extract", package, folder).returncode == 0
    return folder


@pytest.fixture(scope="module", name="installed")
def _installed(machine_root, older, tmp_path_factory):
    root = machine_root.copy(tmp_path_factory.mktemp("machine") / "root")
    root.bring(older.agent, older.responder)
    root.shell("dpkg --install /root/packages/*.deb")
    yield root
    shutil.rmtree(root.path)


def test_lintian_has_nothing_to_say(packages):
    done = run("lintian", "--allow-root", "--fail-on", "error,warning", packages.agent, packages.responder,
               packages.module)
    complaints = [line for line in done.stdout.splitlines() if re.match(r"[EW]: ", line)]
    assert (complaints, done.returncode) == ([], 0), done.stdout


@pytest.mark.parametrize("unit", UNITS)
def test_systemd_understands_the_unit(installed, unit):
    done = run("systemd-analyze", "verify", "--man=no", f"--root={installed.path}", f"{unit}.service")
    ours = [line for line in done.stdout.splitlines() if unit in line]
    assert ours == [], done.stdout


@pytest.mark.parametrize("unit", UNITS)
def test_the_unit_may_do_little(installed, unit):
    done = run("systemd-analyze", "security", "--offline=true", "--no-pager", f"--root={installed.path}",
               f"--threshold={int(EXPOSED_AT_MOST * 10)}", f"{unit}.service")
    assert done.returncode == 0, done.stdout


def test_every_verb_has_a_man_page_that_formats_without_complaint(unpacked, installed):
    pages = {page.name.removesuffix(".8.gz") for page in (unpacked / "usr/share/man/man8").glob("*.gz")}
    verbs = re.findall(r"^  ([a-z]+)  ", installed.shell("crosslayer-agent --help"), re.MULTILINE)
    assert {"run", "list", "plans"} <= set(verbs)
    assert {"crosslayer-agent", *(f"crosslayer-agent-{verb}" for verb in verbs)} <= pages


def test_completion_knows_the_verbs(unpacked):
    completion = unpacked / "usr/share/bash-completion/completions/crosslayer-agent"
    done = run("bash", "-c", f". {completion}; COMP_WORDS=(crosslayer-agent st); COMP_CWORD=1; "
               "_complete_crosslayer-agent; echo ${COMPREPLY[*]}")
    assert done.stdout.split() == ["steering"], done.stdout


def test_the_configuration_as_installed_is_one_that_starts_and_opens_nothing(unpacked):
    lines = (unpacked / "etc/crosslayer/agent.conf").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line and not line.startswith("#")] == ["simulate = 1"]
    assert any(line.startswith("#controller = ") for line in lines)


def test_the_rpm_has_the_same_files(packages, unpacked):
    listed = run("rpm", "-qpl", "--nosignature", packages.rpm)
    assert listed.returncode == 0, listed.stdout
    found = {line for line in listed.stdout.splitlines() if line.startswith("/")}
    ours = {f"/{path.relative_to(unpacked)}" for path in unpacked.rglob("*")
            if "responder" not in path.name and (path.is_file() or path.is_symlink())}
    debian_only = {path for path in ours if path.startswith(("/usr/share/doc", "/usr/share/lintian"))}
    assert ours - debian_only - found == set()


def test_the_same_build_makes_the_same_bytes(packages, tmp_path):
    again = make_packages(tmp_path)
    first, second = ({path.name: hashlib.sha256(path.read_bytes()).hexdigest()
                      for path in each.directory.glob("*.*")} for each in (packages, again))
    assert len(first) == 4
    assert first == second
