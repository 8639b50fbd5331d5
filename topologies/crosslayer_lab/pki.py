# SPDX-License-Identifier: Apache-2.0
"""`./crosslayer pki`: an authority and the certificates of controllers and agents, as files in one folder."""

from __future__ import annotations

import argparse
import ipaddress
import re
import sys
from pathlib import Path

from .arguments import positive
from .certificates import Authority, has_expired, read
from .errors import LabError
from .table import text_table

DEFAULT = "pki"
AUTHORITY_DAYS = 3650
CONTROLLER_DAYS = 397
AGENT_DAYS = 90
RESERVED = ("authority", "trust", "revocations")
EPILOG = """
The folder (default: ./pki) holds  trust.pem  (for both ends),  NAME.pem  and  NAME-key.pem  (for NAME), and
authority-key.pem, which stays where it is. Short-lived certificates:  --days 1  and  renew  from a timer; both ends
notice new files by themselves. Exit status: 0 done, 1 refused, 2 a mistake in the command line.
"""


def parse(arguments: list[str]) -> argparse.Namespace:
    """Reads the command line."""
    parser = argparse.ArgumentParser(
        prog="./crosslayer pki", description="Make, renew and revoke the certificates of controllers and agents.",
        formatter_class=argparse.RawDescriptionHelpFormatter, epilog=EPILOG)
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--directory", type=Path, default=Path(DEFAULT), metavar="FOLDER",
                        help=f"where the files are (default: ./{DEFAULT})")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    init = verbs.add_parser("init", parents=[common], help="make the authority")
    init.add_argument("--name", type=authority_name, default="Crosslayer",
                      help="what it is called (default: Crosslayer)")
    init.add_argument("--days", type=positive, default=AUTHORITY_DAYS, help=f"default: {AUTHORITY_DAYS}")
    for role, days, who in (("controller", CONTROLLER_DAYS, "an ONOS node: names and addresses that agents know it by"),
                            ("agent", AGENT_DAYS, "an agent: its id, and the addresses that it may speak for")):
        made = verbs.add_parser(role, parents=[common], help=f"make the certificate of {who}")
        made.add_argument("name", type=identity_name, metavar="NAME")
        made.add_argument("--address", type=address, action="append", default=[], required=role == "agent",
                          metavar="ADDRESS", help="an IP address, IPv4 or IPv6; repeat for several")
        made.add_argument("--days", type=positive, default=days, help=f"default: {days}")
    renew = verbs.add_parser("renew", parents=[common], help="a new key and certificate with the same names")
    renew.add_argument("name", type=identity_name, metavar="NAME")
    renew.add_argument("--days", type=positive, help="default: as for a new one")
    revoke = verbs.add_parser("revoke", parents=[common], help="have both ends refuse a certificate: new trust.pem")
    revoke.add_argument("name", type=identity_name, metavar="NAME")
    verbs.add_parser("list", parents=[common], help="what there is")
    return parser.parse_args(arguments)


def identity_name(text: str) -> str:
    """The name of a certificate: an agent id or a DNS name."""
    if not re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,63}", text):
        raise argparse.ArgumentTypeError(f"'{text}': expected 1 to 64 characters of A-Z a-z 0-9 . _ -")
    if text in RESERVED or text.endswith("-key"):
        raise argparse.ArgumentTypeError(f"'{text}' is the name of a file of the authority's: choose another")
    return text


def authority_name(text: str) -> str:
    """The name of an authority."""
    if not re.fullmatch(r"[A-Za-z0-9 ._-]{1,64}", text):
        raise argparse.ArgumentTypeError(f"'{text}': expected 1 to 64 characters of A-Z a-z 0-9 . _ - and spaces")
    return text


def address(text: str) -> str:
    """An IP address as certificates have it."""
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}': expected an IPv4 or IPv6 address") from None


def main(arguments: list[str]) -> int:
    """Carries out a verb."""
    options = parse(arguments)
    if options.verb == "init":
        init(options)
        return 0
    authority = open_authority(options.directory)
    if options.verb == "list":
        print(listing(authority))
    elif options.verb == "revoke":
        existing(authority, options.name)
        authority.revoke(options.name)
        print(f"revoked {options.name}: give {authority.trust} to the controllers (an agent's) or to the agents"
              " (a controller's)")
    elif options.verb == "renew":
        renew(authority, options)
    else:
        make(authority, options)
    return 0


def init(options: argparse.Namespace) -> None:
    """Makes the authority."""
    if options.directory.exists() and any(options.directory.iterdir()):
        raise LabError(f"{options.directory} is not empty: nothing is overwritten; give another --directory")
    authority = Authority(options.directory.absolute(), options.name, options.days)
    print(f"made the authority '{options.name}' in {options.directory}: {authority.trust.name} is for controllers and"
          " agents, authority-key.pem for nobody else")


def open_authority(directory: Path) -> Authority:
    """The authority of a folder that has one."""
    if not (directory / "authority.pem").exists() or not (directory / "authority-key.pem").exists():
        raise LabError(f"{directory} has no authority: make one with  ./crosslayer pki init --directory {directory}")
    return Authority(directory.absolute())


def make(authority: Authority, options: argparse.Namespace) -> None:
    """Makes the certificate of a controller or agent."""
    files = authority.files(options.name)
    for path in (files.certificate, files.key):
        if path.exists():
            raise LabError(f"{path} exists: nothing is overwritten; see  ./crosslayer pki renew {options.name}")
    authority.identity(options.name, options.address, options.verb, options.days)
    print(f"made {files.certificate.name} and {files.key.name} for {options.verb} {options.name}"
          f"{' of ' + ', '.join(options.address) if options.address else ''}, valid for {days_text(options.days)}")


def renew(authority: Authority, options: argparse.Namespace) -> None:
    """Makes a new key and certificate with the names of those that are there."""
    before = existing(authority, options.name)
    days = options.days or (CONTROLLER_DAYS if before.role == "controller" else AGENT_DAYS)
    authority.identity(options.name, before.addresses, before.role, days)
    print(f"renewed {options.name}, valid for {days_text(days)}; the old certificate is valid until {before.not_after}")


def days_text(days: int) -> str:
    return f"{days} day{'' if days == 1 else 's'}"


def existing(authority: Authority, name: str):
    """The certificate of a name that has one."""
    path = authority.files(name).certificate
    if not path.exists():
        raise LabError(f"{path} is not there: there are {', '.join(authority.names()) or 'no certificates yet'}")
    return read(path)


def listing(authority: Authority) -> str:
    """All certificates as a table."""
    revoked = authority.revoked()
    lines = []
    for name in authority.names():
        path = authority.files(name).certificate
        certificate = read(path)
        state = "revoked" if certificate.serial in revoked else "expired" if has_expired(path) else "valid"
        lines.append([name, certificate.role, state, certificate.not_after, " ".join(certificate.addresses) or "-"])
    return text_table(["name", "for", "state", "until", "addresses"], lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
