# SPDX-License-Identifier: Apache-2.0
"""How long connect() takes for a SYN that goes nowhere: nanoseconds, one number for each call.

    python3 -m crosslayer_lab.connect_cost tcp|mptcp ADDRESS PORT COUNT [FIRST_SOURCE_PORT]

Sockets do not wait for an answer; each is closed before the next. With a source port the program binds them itself,
to this and the following ports in turn, and the time of bind() counts. Prints the median as JSON.
"""

from __future__ import annotations

import json
import socket
import statistics
import sys
import time

IPPROTO_MPTCP = 262
OWN_PORTS = 64


def costs(kind: str, address: str, port: int, count: int, first: int = 0) -> list[int]:
    """Of so many calls, after some that do not count."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    wildcard, target = "::" if ":" in address else "", (address, port)
    protocol = IPPROTO_MPTCP if kind == "mptcp" else 0
    clock, taken, warm = time.perf_counter_ns, [], max(50, count // 20)
    for number in range(count + warm):
        with socket.socket(family, socket.SOCK_STREAM, protocol) as connection:
            connection.setblocking(False)
            begin = clock()
            if first:
                connection.bind((wildcard, first + number % OWN_PORTS))
            connection.connect_ex(target)
            taken.append(clock() - begin)
    return taken[warm:]


if __name__ == "__main__":
    _, *WORDS = sys.argv
    TAKEN = costs(WORDS[0], WORDS[1], *map(int, WORDS[2:]))
    print(json.dumps(statistics.median(TAKEN)))
