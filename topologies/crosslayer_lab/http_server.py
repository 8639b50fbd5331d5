# SPDX-License-Identifier: Apache-2.0
"""A web server that speaks Multipath TCP, on IPv4 and IPv6; it serves zeros.

    python3 -m crosslayer_lab.http_server PORT      GET /N gives N bytes

Clients of plain TCP get plain TCP: the kernel decides that for each connection.
"""

from __future__ import annotations

import http.server
import socket
import sys

IPPROTO_MPTCP = 262
CHUNK = bytes(64 * 1024)
LARGEST = 1 << 40


class MptcpServer(http.server.ThreadingHTTPServer):
    """Listens on a Multipath TCP socket."""

    address_family = socket.AF_INET6
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, port: int):
        super().__init__(("::", port), ZerosHandler, bind_and_activate=False)
        self.socket.close()
        self.socket = socket.socket(self.address_family, socket.SOCK_STREAM, IPPROTO_MPTCP)
        self.socket.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        self.server_bind()
        self.server_activate()


class ZerosHandler(http.server.BaseHTTPRequestHandler):
    """Answers GET /N with N bytes."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:  # pylint: disable=invalid-name
        """One download."""
        digits = self.path[1:]
        if not digits.isdigit() or int(digits) > LARGEST:
            self.send_error(404, "expected /BYTES")
            return
        left = int(digits)
        self.send_response(200)
        self.send_header("Content-Type", "application/octet-stream")
        self.send_header("Content-Length", str(left))
        self.end_headers()
        try:
            while left:
                left -= self.connection.send(CHUNK[:left])
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # pylint: disable=redefined-builtin
        """Nothing: a line for every request would be in the way."""


def main(arguments: list[str]) -> None:
    """See the module's text."""
    server = MptcpServer(int(arguments[0]))
    print("serving", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main(sys.argv[1:])
