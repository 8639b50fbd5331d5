# SPDX-License-Identifier: Apache-2.0
"""The guest's kernel: Debian's stock one, fetched but not installed, and the kernel module built for it."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

from ..errors import LabError
from ..progress import say

ROOT = Path(__file__).resolve().parents[3]
TOOLS = ROOT / "kernel-module/tests/vm"
DIRECTORY = ROOT / "build/vm-lab"
# Newer than 6.11, for the routers' hash seed; not the cloud flavour, which cannot share files.
FLAVOUR = "6.12-amd64"


@dataclass(frozen=True)
class GuestKernel:
    """Where the parts of a kernel are."""

    directory: Path
    version: str

    @property
    def kernel(self) -> Path:
        """The kernel itself."""
        return self.directory / f"root/boot/vmlinuz-{self.version}"

    @property
    def image(self) -> Path:
        """The initramfs."""
        return self.directory / f"{self.version}.image"

    @property
    def crosslayer_module(self) -> Path:
        """Our module."""
        return self.directory / f"build/{self.version}/mptcp_crosslayer.ko"

    @property
    def programs(self) -> Path:
        """Programs of the module's tests: `plans` shows its table."""
        return self.directory / "programs"


def guest_kernel(directory: Path = DIRECTORY) -> GuestKernel:
    """Fetches (once, 110 MB) and builds what is needed."""
    say(f"guest's kernel, module and image, in {directory}")
    version = _run(TOOLS / "kernels", directory, FLAVOUR).strip()
    kernel = GuestKernel(directory, version)
    _run(TOOLS / "build", "programs", directory)
    _run(TOOLS / "build", "module", directory, version)
    _run(Path(__file__).with_name("image"), directory, version, kernel.image)
    return kernel


def _run(*words: object) -> str:
    done = subprocess.run([str(word) for word in words], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                          check=False)
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no word why"])[-1]
        raise LabError(f"{words[0]}: {last.removeprefix('crosslayer: ')}")
    return done.stdout
