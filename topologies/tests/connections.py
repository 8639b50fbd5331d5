# SPDX-License-Identifier: Apache-2.0
"""Plain TCP connections from given source ports, for `python3 -m connections ADDRESS PORT SOURCE_PORT...`.

Each gets one byte by HTTP from the lab's web server.
"""

from __future__ import annotations

import socket
import sys


def get_one_byte(address: str, port: int, source_port: int) -> None:
    """One connection; raises an OSError or ValueError if it does not work."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as connection:
        connection.settimeout(10)
        connection.bind(("", source_port))
        connection.connect((address, port))
        connection.sendall(b"GET /1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        answer = b""
        while chunk := connection.recv(4096):
            answer += chunk
    if not answer.endswith(b"\r\n\r\n\0"):
        raise ValueError(f"port {source_port}: unexpected answer {answer!r}")


if __name__ == "__main__":
    for word in sys.argv[3:]:
        get_one_byte(sys.argv[1], int(sys.argv[2]), int(word))
