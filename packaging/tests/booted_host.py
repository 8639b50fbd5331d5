# SPDX-License-Identifier: Apache-2.0
"""A file system that is booted with its own systemd in the network namespace of a lab's host: a machine to type on.

It has the machine's kernel, but processes, mounts, control groups and host name of its own. Of /proc/sys it may write
what is its network's; /sys it may only read.
"""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

from mininet.node import Node
from root_file_system import RootFileSystem

from crosslayer_lab.processes import LabProcess
from crosslayer_lab.waiting import wait_for

BOOT_SECONDS = 120.0
STOP_SECONDS = 30.0
COMMAND_SECONDS = 600.0
NAMESPACES = ("--mount", "--pid", "--net", "--ipc", "--uts", "--cgroup", "--root", "--wd")
PRIVATE = ("unshare", "--mount", "--propagation", "private")
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
# Two systemds must not have one control group: each would end the other's services.
GROUP = """
root=$1 group=$2
mount -t cgroup2 cgroup2 "$root/mnt"
mkdir "$root/mnt/$group"
echo $$ >"$root/mnt/$group/cgroup.procs"
umount "$root/mnt"
shift 2
exec unshare --pid --fork --kill-child --ipc --uts --cgroup "$@"
"""
UNGROUP = """
mount -t cgroup2 cgroup2 "$1/mnt"
[ ! -d "$1/mnt/$2" ] || find "$1/mnt/$2" -depth -type d -exec rmdir {} +
"""
BOOT = """
root=$1
mount --bind "$root" "$root"
mount -t proc proc "$root/proc"
mount --bind "$root/proc/sys" "$root/proc/sys"
mount --bind "$root/proc/sys/net" "$root/proc/sys/net"
mount -o remount,bind,ro "$root/proc/sys"
mount -t sysfs -o ro sysfs "$root/sys"
mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup"
mount -t tmpfs -o mode=755 tmpfs "$root/run"
mount -t tmpfs -o mode=755 tmpfs "$root/dev"
for name in null zero full random urandom tty; do
  : >"$root/dev/$name"
  mount --bind "/dev/$name" "$root/dev/$name"
done
mkdir "$root/dev/shm" "$root/dev/pts"
mount -t devpts -o newinstance,ptmxmode=0666 devpts "$root/dev/pts"
ln -s pts/ptmx "$root/dev/ptmx"
ln -s /proc/self/fd "$root/dev/fd"
exec chroot "$root" /usr/bin/env -i container=crosslayer PATH="$2" \
    /lib/systemd/systemd --system --log-target=console --show-status=0
"""


class BootedHost:
    """A running machine."""

    def __init__(self, name: str, root: RootFileSystem, node: Node, log: Path):
        """Boots it; returns when all of its services have been started."""
        self.root = root
        (root.path / "etc/hostname").write_text(f"{name}\n", encoding="ascii")
        self._group = f"crosslayer-{name}-{os.getpid()}"
        self._process = LabProcess(f"machine {name}", [
            *PRIVATE, "sh", "-ec", GROUP, "group", root.path, self._group, "sh", "-ec", BOOT, "boot", root.path,
            PATH], log, node)
        try:
            wait_for(f"{name} booted", self._booted, BOOT_SECONDS)
        except BaseException:
            self.stop()
            raise

    def _first(self) -> str:
        """Pid of its first process; empty before that is systemd."""
        children = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children").read_text(encoding="ascii")
        pid = "".join(children.split()[:1])
        return pid if pid and Path(f"/proc/{pid}/comm").read_text(encoding="ascii").strip() == "systemd" else ""

    def _booted(self) -> bool:
        self._process.require_running()
        if not self._first():
            return False
        asked = subprocess.run(self.words("systemctl is-active --quiet multi-user.target"), stdin=subprocess.DEVNULL,
                               capture_output=True, check=False)
        return asked.returncode == 0

    def words(self, command: str) -> list[str]:
        """A command of this machine, as one of root's shell in its home, to be started outside."""
        return ["nsenter", "--target", self._first(), *NAMESPACES, "/usr/bin/env", "-i", "HOME=/root", "LANG=C.UTF-8",
                "DEBIAN_FRONTEND=noninteractive", f"PATH={PATH}", "sh", "-ec", f"cd /root; {command}"]

    def run(self, command: str) -> str:
        """What a command says, which has to succeed."""
        done = subprocess.run(self.words(command), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, errors="replace", check=False,
                              timeout=COMMAND_SECONDS)
        assert done.returncode == 0, f"{command}: status {done.returncode}:\n{done.stdout[-4000:]}"
        return done.stdout

    def stop(self) -> None:
        """As if it lost power: all of its processes end with the first, which ends with `unshare`."""
        self._process.signal(signal.SIGKILL)
        self._process.stop()
        wait_for(f"end of {self._group}", self._ungrouped, STOP_SECONDS)

    def _ungrouped(self) -> bool:
        words = [*PRIVATE, "sh", "-ec", UNGROUP, "ungroup", self.root.path, self._group]
        return subprocess.run(words, capture_output=True, check=False).returncode == 0
