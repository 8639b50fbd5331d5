# SPDX-License-Identifier: Apache-2.0
"""A certificate authority in a folder of PEM files: of one run of the lab, or an operator's (`./crosslayer pki`)."""

from __future__ import annotations

import ipaddress
import os
import re
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from .errors import LabError

# What one run of the lab needs.
LAB_DAYS = 2
KEY_USAGES = {"controller": "serverAuth", "agent": "clientAuth", "lab": "serverAuth,clientAuth"}
REVOCATIONS_CONFIG = """[ca]
default_ca = authority
[authority]
database = {directory}/revocations.txt
crlnumber = {directory}/revocations-number.txt
default_md = sha256
default_crl_days = 3650
"""


@dataclass(frozen=True)
class Identity:
    """PEM files of one end: its certificate, its key (PKCS #8), and the authority that it trusts."""

    certificate: Path
    key: Path
    trust: Path


@dataclass(frozen=True)
class Certificate:
    """What a certificate says."""

    serial: str
    names: list[str]
    addresses: list[str]
    usages: frozenset[str]
    not_after: str

    @property
    def role(self) -> str:
        """controller, agent or lab."""
        return next(role for role, usages in KEY_USAGES.items() if frozenset(usages.split(",")) == self.usages)


class Authority:
    """A certificate authority: makes it if the folder has none.

    The key never leaves the folder. `trust.pem` is what both ends are given: the authority's certificate and, once
    something was revoked, the list of that.
    """

    def __init__(self, directory: Path, name: str = "Crosslayer lab", days: int = LAB_DAYS):
        self.directory = directory
        self.certificate = directory / "authority.pem"
        self.trust = directory / "trust.pem"
        self._key = directory / "authority-key.pem"
        self._revocations = directory / "revocations.pem"
        if self.exists():
            return
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        _openssl("req", "-x509", *_new_key(self._key), "-out", self.certificate, "-days", days, "-subj", f"/CN={name}",
                 "-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign,cRLSign")
        self._write_trust()

    def exists(self) -> bool:
        return self.certificate.exists() and self._key.exists()

    def identity(self, name: str, addresses: Iterable[object], role: str = "lab", days: int = LAB_DAYS) -> Identity:
        """A certificate for `name` (a DNS name or agent id) and the IP addresses that it may speak for.

        Each file takes the place of an earlier one as a whole: no reader sees a half of it.
        """
        identity = self.files(name)
        new_key, new_certificate = (path.with_suffix(".new") for path in (identity.key, identity.certificate))
        names = ",".join([f"DNS:{name}", *(f"IP:{address}" for address in addresses)])
        try:
            _openssl("req", "-x509", *_new_key(new_key), "-out", new_certificate, "-days", days, "-subj", f"/CN={name}",
                     "-CA", self.certificate, "-CAkey", self._key, "-addext", f"subjectAltName={names}",
                     "-addext", "basicConstraints=critical,CA:FALSE", "-addext", "keyUsage=critical,digitalSignature",
                     "-addext", f"extendedKeyUsage={KEY_USAGES[role]}")
            new_certificate.chmod(0o644)
            os.replace(new_key, identity.key)
            os.replace(new_certificate, identity.certificate)
        finally:
            new_key.unlink(missing_ok=True)
            new_certificate.unlink(missing_ok=True)
        return identity

    def files(self, name: str) -> Identity:
        """Where the files of a name are, whether they are there or not."""
        return Identity(self.directory / f"{name}.pem", self.directory / f"{name}-key.pem", self.trust)

    def names(self) -> list[str]:
        """Whom certificates were made for."""
        own = {self.certificate, self.trust, self._revocations}
        return sorted(path.stem for path in self.directory.glob("*.pem")
                      if path not in own and not path.stem.endswith("-key"))

    def revoke(self, name: str) -> None:
        """No end that has the new `trust.pem` believes the certificate of this name any more."""
        config = self.directory / "revocations.cnf"
        config.write_text(REVOCATIONS_CONFIG.format(directory=self.directory), encoding="utf-8")
        for file, content in (("revocations.txt", ""), ("revocations-number.txt", "01\n")):
            if not (self.directory / file).exists():
                (self.directory / file).write_text(content, encoding="ascii")
        authority = ("-config", config, "-cert", self.certificate, "-keyfile", self._key)
        _openssl("ca", *authority, "-revoke", self.files(name).certificate)
        _openssl("ca", *authority, "-gencrl", "-out", self._revocations)
        self._write_trust()

    def revoked(self) -> set[str]:
        """Serial numbers of what was revoked."""
        if not self._revocations.exists():
            return set()
        text = _openssl("crl", "-noout", "-text", "-in", self._revocations)
        return set(re.findall(r"Serial Number: ([0-9A-F]+)", text))

    def _write_trust(self) -> None:
        parts = [self.certificate, *([self._revocations] if self._revocations.exists() else [])]
        new = self.trust.with_suffix(".new")
        new.write_text("".join(part.read_text(encoding="ascii") for part in parts), encoding="ascii")
        new.chmod(0o644)
        os.replace(new, self.trust)


def read(path: Path) -> Certificate:
    """What a certificate file says."""
    text = _openssl("x509", "-noout", "-serial", "-enddate", "-ext", "subjectAltName,extendedKeyUsage", "-in", path)
    serial, = re.findall(r"^serial=(\w+)", text, re.MULTILINE)
    not_after, = re.findall(r"^notAfter=(.*)", text, re.MULTILINE)
    usages = frozenset(usage for usage, words in (("serverAuth", "TLS Web Server Authentication"),
                                                  ("clientAuth", "TLS Web Client Authentication")) if words in text)
    return Certificate(serial, re.findall(r"DNS:([^,\s]+)", text),
                       [str(ipaddress.ip_address(address)) for address in re.findall(r"IP Address:([^,\s]+)", text)],
                       usages, not_after)


def has_expired(path: Path) -> bool:
    """Whether a certificate's time is over."""
    return subprocess.run(["openssl", "x509", "-noout", "-checkend", "0", "-in", path], capture_output=True,
                          check=False).returncode != 0


def _new_key(path: Path) -> tuple[object, ...]:
    return "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", path


def _openssl(*words: object) -> str:
    """Output of a command of openssl; what it writes is for its owner alone."""
    done = subprocess.run(["openssl", *map(str, words)], capture_output=True, text=True, check=False, umask=0o077)
    if done.returncode:
        raise LabError(f"openssl {words[0]} failed: {' '.join(done.stderr.strip().splitlines()[-1:])}")
    return done.stdout
