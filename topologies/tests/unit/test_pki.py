# SPDX-License-Identifier: Apache-2.0
"""`./crosslayer pki`: what it makes is trusted, what it revokes is not, and nothing is overwritten."""

import subprocess

import pytest

from crosslayer_lab import pki
from crosslayer_lab.certificates import read
from crosslayer_lab.errors import LabError


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "pki"
    pki.main(["init", "--directory", str(made)])
    return made


def run(folder, *words):
    assert pki.main([words[0], "--directory", str(folder), *words[1:]]) == 0


def verifies(folder, name, *options):
    return subprocess.run(["openssl", "verify", *options, "-CAfile", folder / "trust.pem", folder / f"{name}.pem"],
                          capture_output=True, check=False).returncode == 0


def test_each_end_has_a_certificate_for_its_part_alone(folder):
    run(folder, "agent", "h1", "--address", "10.0.1.2", "--address", "fd00::1")
    run(folder, "controller", "onos1", "--address", "10.0.0.1")
    assert verifies(folder, "h1", "-purpose", "sslclient") and not verifies(folder, "h1", "-purpose", "sslserver")
    assert verifies(folder, "onos1", "-purpose", "sslserver") and not verifies(folder, "onos1", "-purpose", "sslclient")
    assert read(folder / "h1.pem").addresses == ["10.0.1.2", "fd00::1"]


def test_what_is_secret_is_for_its_owner_alone(folder):
    run(folder, "agent", "h1", "--address", "10.0.1.2")
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {key.name: oct(key.stat().st_mode & 0o777) for key in folder.glob("*-key.pem")} == {
        "authority-key.pem": "0o600", "h1-key.pem": "0o600"}


def test_nothing_is_overwritten(folder):
    run(folder, "agent", "h1", "--address", "10.0.1.2")
    before = (folder / "h1.pem").read_bytes()
    with pytest.raises(LabError, match="h1.pem exists: nothing is overwritten"):
        run(folder, "agent", "h1", "--address", "10.0.1.3")
    with pytest.raises(LabError, match="is not empty: nothing is overwritten"):
        pki.main(["init", "--directory", str(folder)])
    assert (folder / "h1.pem").read_bytes() == before


def test_a_renewed_certificate_has_another_key_and_the_same_names(folder):
    run(folder, "agent", "h1", "--address", "10.0.1.2", "--days", "9")
    key, before = (folder / "h1-key.pem").read_bytes(), read(folder / "h1.pem")
    run(folder, "renew", "h1", "--days", "1")
    after = read(folder / "h1.pem")
    assert (folder / "h1-key.pem").read_bytes() != key and after.serial != before.serial
    assert (after.names, after.addresses, after.role) == (["h1"], ["10.0.1.2"], "agent")
    assert verifies(folder, "h1") and not list(folder.glob("*.new"))


def test_a_revoked_certificate_is_refused_and_the_one_after_it_is_not(folder, capsys):
    run(folder, "agent", "h1", "--address", "10.0.1.2")
    run(folder, "agent", "h2", "--address", "10.0.1.3")
    for name in ("h1", "h2"):
        run(folder, "revoke", name)
    run(folder, "renew", "h1")
    assert verifies(folder, "h1", "-crl_check") and not verifies(folder, "h2", "-crl_check")
    capsys.readouterr()
    run(folder, "list")
    states = {line.split()[0]: line.split()[2] for line in capsys.readouterr().out.splitlines()[2:]}
    assert states == {"h1": "valid", "h2": "revoked"}


@pytest.mark.parametrize("words, problem", [
    (["agent", "h1"], "the following arguments are required: --address"),
    (["agent", "h1", "--address", "10.0.1.300"], "'10.0.1.300': expected an IPv4 or IPv6 address"),
    (["agent", "a/b", "--address", "10.0.1.2"], "'a/b': expected 1 to 64 characters"),
    (["agent", "trust", "--address", "10.0.1.2"], "'trust' is the name of a file of the authority's"),
    (["controller", "c", "--days", "0"], "'0': expected a whole number, at least 1")])
def test_a_mistake_is_told_and_makes_nothing(folder, words, problem, capsys):
    before = sorted(folder.iterdir())
    with pytest.raises(SystemExit) as end:
        run(folder, *words)
    assert end.value.code == 2 and problem in capsys.readouterr().err
    assert sorted(folder.iterdir()) == before


def test_without_an_authority_the_user_is_told_how_to_make_one(tmp_path):
    with pytest.raises(LabError, match="has no authority: make one with  ./crosslayer pki init"):
        pki.main(["list", "--directory", str(tmp_path)])
