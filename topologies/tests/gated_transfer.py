# SPDX-License-Identifier: Apache-2.0
"""A Multipath TCP transfer that stops half way until it is told to go on, so that a test can do something meanwhile.

    python3 -m gated_transfer serve PORT GATE      serves one client; sends the second half once the file GATE exists
    python3 -m gated_transfer fetch ADDRESS PORT   prints "half" and in the end "SIZE SHA256"
"""

from __future__ import annotations

import hashlib
import random
import socket
import sys
from pathlib import Path

from crosslayer_lab.waiting import wait_for

IPPROTO_MPTCP = 262
SIZE = 6_000_000
GATE_SECONDS = 900


def content() -> bytes:
    """What is sent: nothing that could be confused with itself elsewhere."""
    return random.Random(2013).randbytes(SIZE)


def serve(port: int, gate: Path) -> None:
    """The server's end."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, IPPROTO_MPTCP) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("", port))
        listener.listen()
        print("serving", flush=True)
        connection, _ = listener.accept()
        with connection:
            connection.sendall(content()[:SIZE // 2])
            wait_for("the gate", gate.exists, GATE_SECONDS)
            connection.sendall(content()[SIZE // 2:])


def fetch(address: str, port: int) -> None:
    """The client's end."""
    digest, received = hashlib.sha256(), 0
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, IPPROTO_MPTCP) as connection:
        connection.connect((address, port))
        while chunk := connection.recv(65536):
            digest.update(chunk)
            if received < SIZE // 2 <= received + len(chunk):
                print("half", flush=True)
            received += len(chunk)
    print(received, digest.hexdigest(), flush=True)


if __name__ == "__main__":
    if sys.argv[1] == "serve":
        serve(int(sys.argv[2]), Path(sys.argv[3]))
    else:
        fetch(sys.argv[2], int(sys.argv[3]))
