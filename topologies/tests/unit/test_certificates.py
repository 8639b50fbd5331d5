# SPDX-License-Identifier: Apache-2.0
"""Certificates of one run: signed by its authority, and for the names and addresses that were asked for."""

import subprocess

from crosslayer_lab.certificates import Authority


def openssl(*words: object) -> str:
    """Output of a command of openssl that has to succeed."""
    return subprocess.run(["openssl", *map(str, words)], capture_output=True, text=True, check=True).stdout


def test_an_identity_is_trusted_and_names_its_addresses(tmp_path):
    identity = Authority(tmp_path / "certificates").identity("client", ["10.0.1.2", "fd00:0:1::2"])
    for purpose in ("sslserver", "sslclient"):
        assert openssl("verify", "-purpose", purpose, "-CAfile", identity.trust, identity.certificate).endswith("OK\n")
    names = openssl("x509", "-noout", "-ext", "subjectAltName", "-in", identity.certificate)
    assert "DNS:client, IP Address:10.0.1.2, IP Address:FD00:0:1:0:0:0:0:2" in names
    assert openssl("x509", "-noout", "-pubkey", "-in", identity.certificate) == openssl(
        "pkey", "-pubout", "-in", identity.key)


def test_keys_are_pkcs8_and_for_their_owner_alone(tmp_path):
    identity = Authority(tmp_path / "certificates").identity("client", ["10.0.1.2"])
    assert identity.key.read_text(encoding="ascii").startswith("-----BEGIN PRIVATE KEY-----")
    assert (tmp_path / "certificates").stat().st_mode & 0o077 == 0


def test_another_authority_is_not_trusted(tmp_path):
    identity = Authority(tmp_path / "one").identity("client", ["10.0.1.2"])
    other = Authority(tmp_path / "other").certificate
    done = subprocess.run(["openssl", "verify", "-CAfile", other, identity.certificate], capture_output=True,
                          check=False)
    assert done.returncode != 0
