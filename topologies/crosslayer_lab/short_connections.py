# SPDX-License-Identifier: Apache-2.0
"""Many short connections, and a server that ends each at once.

    python3 -m crosslayer_lab.short_connections serve PORT
    python3 -m crosslayer_lab.short_connections open tcp|mptcp ADDRESS PORT COUNT
    python3 -m crosslayer_lab.short_connections hold tcp|mptcp ADDRESS PORT COUNT

`open` makes them one after the other: the server closes first, so that no source port of the client stays in TIME_WAIT.
`hold` keeps them all open until the end. Both print their source ports as a JSON list.
"""

from __future__ import annotations

import json
import socket
import sys

IPPROTO_MPTCP = 262


def serve(port: int) -> None:
    """Accepts both kinds over both families until it is ended."""
    listener = socket.socket(socket.AF_INET6, socket.SOCK_STREAM, IPPROTO_MPTCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
    listener.bind(("::", port))
    listener.listen(4096)
    print("listening", flush=True)
    while True:
        listener.accept()[0].close()


def connected(kind: str, address: str, port: int) -> socket.socket:
    """A connection that is established."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    connection = socket.socket(family, socket.SOCK_STREAM, IPPROTO_MPTCP if kind == "mptcp" else 0)
    connection.connect((address, port))
    return connection


def open_each(kind: str, address: str, port: int, count: int) -> list[int]:
    """One after the other."""
    ports = []
    for _ in range(count):
        with connected(kind, address, port) as connection:
            ports.append(connection.getsockname()[1])
            connection.recv(1)
    return ports


def hold_all(kind: str, address: str, port: int, count: int) -> list[int]:
    """All at a time."""
    held = [connected(kind, address, port) for _ in range(count)]
    return [connection.getsockname()[1] for connection in held]


def main(words: list[str]) -> None:
    """See the module's text."""
    if words[0] == "serve":
        serve(int(words[1]))
    else:
        how = {"open": open_each, "hold": hold_all}[words[0]]
        print(json.dumps(how(words[1], words[2], int(words[3]), int(words[4]))), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
