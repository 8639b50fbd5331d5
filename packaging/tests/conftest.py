# SPDX-License-Identifier: Apache-2.0
"""What the tests of packages share: the packages themselves, an older version of them, and clean file systems."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from first_use import FirstUse, first_use, machines
from prometheus import Prometheus
from root_file_system import RootFileSystem, clean_root, root_with
from typed import Record

ROOT = Path(__file__).resolve().parents[2]
KEPT = Path(os.environ.get("PACKAGES_KEPT", ROOT / "build/packages"))
OLDER = "0.0.1"
KINDS = ("agent", "responder", "module", "rpm")


@dataclass(frozen=True)
class Packages:
    """The results of `./crosslayer package`."""

    directory: Path

    def one(self, pattern: str) -> Path:
        """The only file of a pattern."""
        found = list(self.directory.glob(pattern))
        assert len(found) == 1, f"{pattern}: {found}"
        return found[0]

    @property
    def agent(self) -> Path:
        return self.one("crosslayer-agent_*.deb")

    @property
    def responder(self) -> Path:
        return self.one("crosslayer-responder_*.deb")

    @property
    def module(self) -> Path:
        return self.one("crosslayer-mptcp-dkms_*.deb")

    @property
    def rpm(self) -> Path:
        return self.one("*.rpm")


def make_packages(directory: Path, *options: str, kinds: Sequence[str] = KINDS) -> Packages:
    """Makes packages of what has been built."""
    only = [word for kind in kinds for word in ("--only", kind)]
    done = subprocess.run([ROOT / "packaging/package", "--output", directory, *only, *options], stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, check=False)
    assert done.returncode == 0, done.stdout
    return Packages(directory)


@pytest.fixture(scope="session", name="packages")
def _packages(tmp_path_factory) -> Packages:
    return make_packages(tmp_path_factory.mktemp("packages"))


@pytest.fixture(scope="session", name="older")
def _older(tmp_path_factory) -> Packages:
    """The same with a lower version: what a machine has that is upgraded."""
    return make_packages(tmp_path_factory.mktemp("older"), "--package-version", OLDER)


@pytest.fixture(scope="session", name="ready_root")
def _ready_root(packages: Packages) -> RootFileSystem:
    """A new machine that has what the packages depend on."""
    relations = [subprocess.run(["dpkg-deb", "--field", package, "Depends"], stdout=subprocess.PIPE, text=True,
                                check=True).stdout.strip() for package in (packages.agent, packages.responder)]
    return root_with(clean_root(KEPT), "ready", ", ".join(relations))


@pytest.fixture(scope="session", name="machine_root")
def _machine_root(ready_root: RootFileSystem) -> RootFileSystem:
    """Such a machine with systemd, and with what the tests ask it by."""
    return root_with(ready_root, "systemd", "systemd, systemd-sysv, procps, iproute2, kmod")


@pytest.fixture(scope="module", name="root")
def _root(ready_root: RootFileSystem, packages: Packages, older: Packages, tmp_path_factory):
    """A copy of it for the tests of one file, with the packages at hand."""
    root = ready_root.copy(tmp_path_factory.mktemp("root") / "root")
    root.bring(packages.agent, packages.responder, older.agent, older.responder)
    yield root
    shutil.rmtree(root.path)


@pytest.fixture(scope="session", name="prometheus")
def _prometheus() -> Prometheus:
    return Prometheus(clean_root(KEPT))


@pytest.fixture(scope="session", name="first_use")
def _first_use(packages: Packages, prometheus: Prometheus, tmp_path_factory, pytestconfig) -> FirstUse:
    """A new user's first use, with the table of its steps on the terminal."""
    directory, record = tmp_path_factory.mktemp("first-use"), Record()
    make_packages(directory / "dist", kinds=["app"])
    roots = machines(clean_root(KEPT), packages.agent, directory, record)
    try:
        return first_use(roots, directory / "dist", record, prometheus)
    finally:
        with pytestconfig.pluginmanager.getplugin("capturemanager").global_and_fixture_disabled():
            print(f"\n{record.table()}\n")
        for root in roots.values():
            shutil.rmtree(root.path)
