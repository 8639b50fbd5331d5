# SPDX-License-Identifier: Apache-2.0
"""Throw-away certificates for one run of the lab, so that agents and application speak mutual TLS as in real life."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from .errors import LabError

DAYS = "2"


@dataclass(frozen=True)
class Identity:
    """PEM files of one end: its certificate, its key (PKCS #8), and the authority that it trusts."""

    certificate: Path
    key: Path
    trust: Path


class Authority:
    """A certificate authority whose key lives as long as the run directory."""

    def __init__(self, directory: Path):
        self.directory = directory
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.certificate = directory / "authority.pem"
        self._key = directory / "authority-key.pem"
        _openssl("req", "-x509", *_new_key(self._key), "-out", self.certificate, "-days", DAYS,
                 "-subj", "/CN=Crosslayer lab", "-addext", "basicConstraints=critical,CA:TRUE",
                 "-addext", "keyUsage=critical,keyCertSign,cRLSign")

    def identity(self, name: str, addresses: Iterable[object]) -> Identity:
        """A certificate for `name` (a DNS name or agent id) and the IP addresses that it may speak for."""
        certificate, key = self.directory / f"{name}.pem", self.directory / f"{name}-key.pem"
        names = ",".join([f"DNS:{name}", *(f"IP:{address}" for address in addresses)])
        _openssl("req", "-x509", *_new_key(key), "-out", certificate, "-days", DAYS, "-subj", f"/CN={name}",
                 "-CA", self.certificate, "-CAkey", self._key, "-addext", f"subjectAltName={names}",
                 "-addext", "basicConstraints=critical,CA:FALSE", "-addext", "keyUsage=critical,digitalSignature",
                 "-addext", "extendedKeyUsage=serverAuth,clientAuth")
        return Identity(certificate, key, self.certificate)


def _new_key(path: Path) -> tuple[object, ...]:
    return "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", path


def _openssl(*words: object) -> None:
    done = subprocess.run(["openssl", *map(str, words)], capture_output=True, text=True, check=False)
    if done.returncode:
        raise LabError(f"openssl {words[0]} failed: {done.stderr.strip().splitlines()[-1:]}")
