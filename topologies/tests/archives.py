# SPDX-License-Identifier: Apache-2.0
"""An application's archive (.oar) as another version, to try upgrades with."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

MANIFEST = "META-INF/MANIFEST.MF"


def version_of(archive: Path) -> str:
    """The version that its description has."""
    with ZipFile(archive) as content:
        return re.search(r'<app [^>]*version="([^"]+)"', content.read("app.xml").decode())[1]


def with_version(archive: Path, version: str, to: Path) -> Path:
    """The same bundle with all that ONOS and Karaf know it by of another version."""
    old = version_of(archive)

    def changed(name: str, content: bytes) -> bytes:
        return _bundle(content, version) if name.endswith(".jar") else content.replace(old.encode(), version.encode())

    to.write_bytes(_rewritten(archive.read_bytes(), lambda name: name.replace(old, version), changed))
    return to


def _bundle(jar: bytes, version: str) -> bytes:
    def changed(name: str, content: bytes) -> bytes:
        return content if name != MANIFEST else re.sub(rb"(?m)^Bundle-Version: [^\r\n]+",
                                                       b"Bundle-Version: " + version.encode(), content)

    return _rewritten(jar, lambda name: name, changed)


def _rewritten(archive: bytes, rename: Callable[[str], str], change: Callable[[str, bytes], bytes]) -> bytes:
    result = io.BytesIO()
    with ZipFile(io.BytesIO(archive)) as old, ZipFile(result, "w") as new:
        for entry in old.infolist():
            new.writestr(rename(entry.filename), change(entry.filename, old.read(entry)))
    return result.getvalue()
