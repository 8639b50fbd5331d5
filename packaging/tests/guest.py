# SPDX-License-Identifier: Apache-2.0
"""A file system booted with its own systemd, in a virtual machine without KVM and without network."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from root_file_system import RootFileSystem

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ROOT / "kernel-module/tests/vm"
IMAGE = ROOT / "topologies/crosslayer_lab/vm/image"
# The cloud flavour cannot share files.
FLAVOUR = "6.12-amd64"
MEMORY_MB = 2048
# The guest's first process: systemd takes over; the lab's init gives no standard input and the shared directory.
START = "exec 0</dev/null; exec /lib/systemd/systemd --system --log-target=kmsg >/dev/console 2>&1\n"


def fetch_kernel(directory: Path) -> tuple[Path, Path]:
    """Debian's stock kernel and the image that boots from a shared directory; fetched once."""
    directory.mkdir(parents=True, exist_ok=True)
    done = subprocess.run([TOOLS / "kernels", directory, FLAVOUR], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          text=True, check=False)
    assert done.returncode == 0, done.stderr
    version = done.stdout.strip()
    image = directory / f"{version}.image"
    subprocess.run([IMAGE, directory, version, image], check=True)
    return directory / f"root/boot/vmlinuz-{version}", image


def bring_modules(root: RootFileSystem, kernel: Path) -> None:
    """Puts the kernel's modules where a machine has them: some are loaded by the kernel itself when asked for."""
    target = root.path / "usr/lib/modules"
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(kernel.parents[1] / "lib/modules", target, symlinks=True)


def boot(root: RootFileSystem, kernel: Path, image: Path, share: Path, seconds: float) -> None:
    """Boots a file system, which is only read, until it switches itself off; `share` is /run/share there."""
    (share / "start").write_text(START, encoding="utf-8")
    command = [
        "qemu-system-x86_64", "-accel", "tcg,thread=multi", "-cpu", "max", "-smp", "2", "-m", str(MEMORY_MB),
        "-nodefaults", "-display", "none", "-no-reboot", "-nic", "none",
        "-serial", f"file:{share / 'console.log'}", "-serial", f"file:{share / 'start.log'}",
        "-virtfs", f"local,path={root.path},mount_tag=root,security_model=none,readonly=on,multidevs=remap",
        "-virtfs", f"local,path={share},mount_tag=share,security_model=none",
        "-kernel", str(kernel), "-initrd", str(image),
        "-append", "console=ttyS0 panic=-1 no_timer_check systemd.show_status=0 systemd.journald.forward_to_console=1 "
                   "systemd.default_device_timeout_sec=1 systemd.mask=systemd-networkd-wait-online.service"]
    try:
        subprocess.run(command, stdin=subprocess.DEVNULL, check=False, timeout=seconds)
    except subprocess.TimeoutExpired:
        tail = (share / "console.log").read_text(encoding="utf-8", errors="replace")[-3000:]
        raise AssertionError(f"the guest did not end within {seconds} s; it last said: {tail}") from None
