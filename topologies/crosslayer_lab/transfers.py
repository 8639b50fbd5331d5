# SPDX-License-Identifier: Apache-2.0
"""Long transfers by iperf3, from the server to the client."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from subprocess import PIPE, Popen

from .errors import LabError
from .lab import Lab
from .processes import LabProcess
from .waiting import wait_for

FIRST_PORT = 5201
START_SECONDS = 20.0
# iperf3 takes a little longer than it was told; more than that means that it hangs.
GRACE_SECONDS = 30


@contextmanager
def iperf_servers(lab: Lab, count: int) -> Iterator[None]:
    """iperf3 on the server's ports from FIRST_PORT on: each of them serves one transfer at a time.

    They listen on Multipath TCP sockets, on which clients of plain TCP get plain TCP.
    """
    servers = []
    try:
        for port in range(FIRST_PORT, FIRST_PORT + count):
            servers.append(LabProcess(f"iperf3 on port {port}", [
                "mptcpize", "run", "iperf3", "--server", "--forceflush", "--port", str(port)],
                lab.run_directory / f"iperf3-{port}.log", lab.host("server")))
        for server in servers:
            wait_for(f"{server.name} listening", lambda server=server: server.logged("listening"), START_SECONDS)
        yield
    finally:
        for server in servers:
            server.stop()


def transfer(lab: Lab, seconds: int, mptcp: bool) -> float:
    """One transfer; bits per second that reach the client's application."""
    return _finish([_start(lab, seconds, mptcp, FIRST_PORT)], seconds)[0]


def transfers_together(lab: Lab, seconds: int, source_ports: Sequence[int]) -> list[float]:
    """Plain TCP transfers at the same time, from the given ports of the client to FIRST_PORT and those after it."""
    return _finish([_start(lab, seconds, False, FIRST_PORT + index, ("--cport", str(port)))
                    for index, port in enumerate(source_ports)], seconds)


def wait_for_the_end(lab: Lab) -> None:
    """Returns when no socket of an earlier `transfer` can send any more: either side's last FIN is acknowledged."""
    words = ["ss", "-Htn", "state", "connected", "exclude", "time-wait",
             f"sport = :{FIRST_PORT} or dport = :{FIRST_PORT}"]
    wait_for("earlier transfers closed", lambda: not any(lab.execute(host, *words) for host in lab.fabric.hosts),
             GRACE_SECONDS)


def _start(lab: Lab, seconds: int, mptcp: bool, port: int, options: tuple[str, ...] = ()) -> Popen:
    command = ["iperf3", "--client", lab.addresses("server")[0], "--port", str(port), "--reverse", "--json",
               "--time", str(seconds), *options]
    return lab.host("client").popen([*(["mptcpize", "run"] if mptcp else []), *command], stdout=PIPE, stderr=PIPE)


def _finish(clients: list[Popen], seconds: int) -> list[float]:
    results = []
    try:
        for client in clients:
            output, error = client.communicate(timeout=seconds + GRACE_SECONDS)
            report = json.loads(output or b"{}")
            if client.returncode or "error" in report:
                raise LabError(f"iperf3: {report.get('error') or error.decode(errors='replace').strip()}")
            results.append(float(report["end"]["sum_received"]["bits_per_second"]))
    finally:
        for client in clients:
            if client.poll() is None:
                client.kill()
                client.wait()
    return results
