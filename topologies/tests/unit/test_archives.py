# SPDX-License-Identifier: Apache-2.0
"""Archives for trying upgrades: nothing of the old version is left where ONOS and Karaf look."""

import io
from zipfile import ZipFile

import pytest
from archives import version_of, with_version


@pytest.fixture(name="archive")
def made_archive(tmp_path):
    jar = io.BytesIO()
    with ZipFile(jar, "w") as content:
        content.writestr("META-INF/MANIFEST.MF", "Bundle-Name: it\r\nBundle-Version: 1.0.0.SNAPSHOT\r\nEnd: 1.0.0\r\n")
        content.writestr("A.class", b"\0\1")
    path = tmp_path / "it.oar"
    with ZipFile(path, "w") as content:
        content.writestr("app.xml", '<app name="it" version="1.0.0-SNAPSHOT" featuresRepo="mvn:a/it/1.0.0-SNAPSHOT"/>')
        content.writestr("m2/a/it/1.0.0-SNAPSHOT/it-1.0.0-SNAPSHOT.jar", jar.getvalue())
    return path


def test_everything_has_the_other_version(archive, tmp_path):
    newer = with_version(archive, "2.5.0", tmp_path / "newer.oar")
    assert (version_of(archive), version_of(newer)) == ("1.0.0-SNAPSHOT", "2.5.0")
    with ZipFile(newer) as content:
        assert "1.0.0" not in content.read("app.xml").decode()
        [jar] = [name for name in content.namelist() if name.endswith(".jar")]
        assert jar == "m2/a/it/2.5.0/it-2.5.0.jar"
        with ZipFile(io.BytesIO(content.read(jar))) as bundle:
            assert bundle.read("META-INF/MANIFEST.MF") == b"Bundle-Name: it\r\nBundle-Version: 2.5.0\r\nEnd: 1.0.0\r\n"
            assert bundle.read("A.class") == b"\0\1"
