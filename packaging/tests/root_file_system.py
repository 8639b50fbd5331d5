# SPDX-License-Identifier: Apache-2.0
"""A clean root file system of a distribution, made by debootstrap and kept, and copies of it to install packages in."""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path

# What installing any package changes, whatever is in it: the package manager's own records, logs, backups of accounts.
RECORDS = ("var/lib/dpkg/", "var/lib/apt/", "var/cache/apt/", "var/cache/debconf/", "var/cache/ldconfig/", "var/log/",
           "tmp/", "proc/", "sys/", "dev/", "run/", "root/packages/", "etc/passwd-", "etc/group-", "etc/shadow-",
           "etc/gshadow-", "etc/.pwd.lock", "etc/ld.so.cache")
# Mounts and processes of a command are its own, and end with it.
ENTER = """
root=$1; shift
mount --bind "$root" "$root"
mount -t proc proc "$root/proc"
exec chroot "$root" /usr/bin/env -i HOME=/root LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
    PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$@"
"""


class RootFileSystem:
    """A directory to change root to."""

    def __init__(self, path: Path):
        self.path = path

    def run(self, *words: object, network: bool = True, check: bool = True) -> subprocess.CompletedProcess:
        """Runs a command in it; without network it has a network namespace of its own."""
        private = ["--mount", "--propagation", "private", "--pid", "--fork", "--kill-child"]
        done = subprocess.run(
            ["unshare", *private, *([] if network else ["--net"]), "sh", "-ec", ENTER, "enter", str(self.path),
             *map(str, words)], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            errors="replace", check=False)
        if check and done.returncode:
            raise AssertionError(f"{' '.join(map(str, words))}: status {done.returncode}:\n{done.stdout[-4000:]}")
        return done

    def shell(self, script: str, **options) -> str:
        """What a script prints that has to succeed."""
        return self.run("sh", "-ec", script, **options).stdout

    def bring(self, *packages: Path) -> None:
        """Puts packages where the machine in it sees them: below /root/packages."""
        folder = self.path / "root/packages"
        folder.mkdir(exist_ok=True)
        for package in packages:
            shutil.copy(package, folder)

    def copy(self, path: Path) -> "RootFileSystem":
        """Another one with the same content."""
        subprocess.run(["cp", "-a", "--reflink=auto", str(self.path), str(path)], check=True)
        return RootFileSystem(path)

    def manifest(self) -> dict[str, tuple]:
        """Each file with all that can be told of it but its times, without what every installation changes."""
        found = {}
        for folder, folders, files in os.walk(self.path):
            for name in folders + files:
                path = Path(folder, name)
                relative = str(path.relative_to(self.path))
                if not f"{relative}/".startswith(RECORDS) and not relative.startswith(RECORDS):
                    found[relative] = describe(path)
        return found


def describe(path: Path) -> tuple:
    """Kind, mode, owner and content of a file."""
    status = path.lstat()
    content = ""
    if stat.S_ISLNK(status.st_mode):
        content = os.readlink(path)
    elif stat.S_ISREG(status.st_mode):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
    return oct(status.st_mode), status.st_uid, status.st_gid, content


def differences(before: dict[str, tuple], after: dict[str, tuple]) -> list[str]:
    """What one manifest has and another has not, a line each."""
    return [f"{'changed' if name in before and name in after else 'left' if name in after else 'gone'}: {name}"
            for name in sorted(before.keys() | after.keys()) if before.get(name) != after.get(name)]


def release() -> dict[str, str]:
    """This machine's distribution."""
    lines = Path("/etc/os-release").read_text(encoding="utf-8").splitlines()
    return {name: value.strip('"') for name, _, value in (line.partition("=") for line in lines)}


def archive() -> str:
    """Where this machine's apt has its distribution from."""
    label = "Label: Ubuntu" if release()["ID"] == "ubuntu" else "Label: Debian"
    done = subprocess.run(["apt-get", "indextargets", "--format", "$(REPO_URI)", "Created-By: Packages", label],
                          stdout=subprocess.PIPE, text=True, check=True)
    found = os.environ.get("DEBIAN_ARCHIVE") or next(iter(done.stdout.split()), "")
    assert found, "apt knows no archive here: run apt-get update, or set DEBIAN_ARCHIVE to its URI"
    return found


def clean_root(directory: Path) -> RootFileSystem:
    """The file system of a new machine of this distribution; made once and kept."""
    suite = os.environ.get("PACKAGES_SUITE") or release()["VERSION_CODENAME"]
    components = "main,universe" if release()["ID"] == "ubuntu" else "main"

    def make(path: Path) -> None:
        path.mkdir(parents=True)
        done = subprocess.run(["debootstrap", "--variant=minbase", f"--components={components}", suite, str(path),
                               archive()], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        assert done.returncode == 0, f"debootstrap {suite}: {done.stdout[-2000:]}"
        shutil.copy("/etc/resolv.conf", path / "etc/resolv.conf")
        RootFileSystem(path).run("apt-get", "-qq", "update")

    return _kept(directory / suite, suite, make)


def root_with(clean: RootFileSystem, name: str, relations: str) -> RootFileSystem:
    """A clean root in which a relation of packages, as Depends has it, has been satisfied; made once and kept."""

    def make(path: Path) -> None:
        clean.copy(path).run("apt-get", "-q", "-y", "--no-install-recommends", "satisfy", relations)

    return _kept(clean.path.with_name(f"{clean.path.name}-{name}"), relations, make)


def _kept(path: Path, made_of: str, make: Callable[[Path], None]) -> RootFileSystem:
    """What has been made at a path, or is made now: a half of it, or of something else, does not count."""
    complete = path.with_name(f"{path.name}.complete")
    if not complete.exists() or complete.read_text(encoding="utf-8") != made_of:
        complete.unlink(missing_ok=True)
        shutil.rmtree(path, ignore_errors=True)
        make(path)
        complete.write_text(made_of, encoding="utf-8")
    return RootFileSystem(path)
