# SPDX-License-Identifier: Apache-2.0
"""Bulk data over one connection: a receiver that notes when the bytes arrive, and a sender.

    python3 -m crosslayer_lab.bulk receive PORT
    python3 -m crosslayer_lab.bulk send tcp|mptcp ADDRESS PORT SOURCE_PORT AT SECONDS

The receiver serves connections of both kinds until it is ended, and prints a JSON line for each that has ended:
address and port of the sender, and bytes received in every tenth of a second.  The sender connects at the time AT
from SOURCE_PORT (0: any), sends for so many seconds, and prints one JSON line: its port and its numbers of subflows.
Times are those of CLOCK_MONOTONIC, which all namespaces of a machine share.

iperf3 would open a second connection for control, which would be planned as well.
"""

from __future__ import annotations

import json
import selectors
import socket
import sys
import time

IPPROTO_MPTCP = 262
# getsockopt(2) of linux/mptcp.h; offset of mptcpi_subflows_total (Linux 6.8) in struct mptcp_info.
SOL_MPTCP = 284
MPTCP_INFO = 1
INFO_BYTES = 96
SUBFLOWS_TOTAL = 80
BIN_SECONDS = 0.1
CHUNK = bytes(64 * 1024)
CONNECT_SECONDS = 10
# Linux's own default, which not every kernel has: with BBR, as some have, subflows slow down every ten seconds.
CONGESTION_CONTROL = b"cubic"


def receive(port: int) -> None:
    """Serves until it is ended."""
    selector = selectors.DefaultSelector()
    listener = socket.socket(socket.AF_INET6, socket.SOCK_STREAM, IPPROTO_MPTCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
    listener.bind(("::", port))
    listener.listen(64)
    selector.register(listener, selectors.EVENT_READ)
    print("listening", flush=True)
    buffer = bytearray(1 << 20)
    while True:
        for key, _ in selector.select():
            if key.fileobj is listener:
                connection, peer = listener.accept()
                connection.setblocking(False)
                record = {"address": peer[0].removeprefix("::ffff:"), "port": peer[1], "bins": {}}
                selector.register(connection, selectors.EVENT_READ, record)
            elif not _read(key.fileobj, key.data, buffer):
                selector.unregister(key.fileobj)
                key.fileobj.close()
                print(json.dumps(key.data), flush=True)


def _read(connection: socket.socket, record: dict, buffer: bytearray) -> bool:
    """Takes what is there; False at the end."""
    try:
        count = connection.recv_into(buffer)
    except BlockingIOError:
        return True
    except OSError as problem:
        record["error"] = str(problem)
        return False
    index = int(time.monotonic() / BIN_SECONDS)
    record["bins"][index] = record["bins"].get(index, 0) + count
    return count > 0


def send(kind: str, address: str, port: int, source_port: int, begin: float, seconds: float) -> None:
    """One connection from the time `begin` on."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM, IPPROTO_MPTCP if kind == "mptcp" else 0) as connection:
        if source_port:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            connection.bind(("", source_port))
        time.sleep(max(0.0, begin - time.monotonic()))
        # Holds for all subflows of a connection.
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_CONGESTION, CONGESTION_CONTROL)
        connection.settimeout(CONNECT_SECONDS)
        connection.connect((address, port))
        subflows = _fill(connection, kind == "mptcp", begin + seconds)
        print(json.dumps({"port": connection.getsockname()[1], "subflows": subflows}), flush=True)


def _fill(connection: socket.socket, mptcp: bool, end: float) -> list[list[float]]:
    """Sends until `end`; [time, number of subflows] at every change of it."""
    subflows: list[list[float]] = []
    selector = selectors.DefaultSelector()
    selector.register(connection, selectors.EVENT_WRITE)
    connection.setblocking(False)
    looked = 0.0
    while (now := time.monotonic()) < end:
        if now - looked >= BIN_SECONDS / 2:
            looked = now
            count = connection.getsockopt(SOL_MPTCP, MPTCP_INFO, INFO_BYTES)[SUBFLOWS_TOTAL] if mptcp else 1
            if not subflows or subflows[-1][1] != count:
                subflows.append([now, count])
        if selector.select(BIN_SECONDS / 2):
            try:
                connection.send(CHUNK)
            except BlockingIOError:
                pass
    return subflows


def main(words: list[str]) -> None:
    """See the module's text."""
    if words[0] == "receive":
        receive(int(words[1]))
    else:
        send(words[1], words[2], int(words[3]), int(words[4]), float(words[5]), float(words[6]))


if __name__ == "__main__":
    main(sys.argv[1:])
