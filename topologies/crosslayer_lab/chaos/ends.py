# SPDX-License-Identifier: Apache-2.0
"""Both ends of the transfers of one host, in one process that runs there for the whole run.

    python3 -m crosslayer_lab.chaos.ends

It serves on PORT and BACKUP_PORT (Multipath TCP) and PLAIN_PORT (TCP), IPv4 and IPv6, and does what the lines of its
standard input say, JSON each:

    {"do": "transfer", "id": 7, "protocol": "mptcp", "address": "10.0.3.2", "port": 7000, "upload": 100, "download": 0,
     "seed": 1, "pauses": [[0.5, 2.0]], "held": false}
    {"do": "close", "id": 7}

For every end of a connection that is done it prints a line: {"id": 7, "end": "client", "problem": ""}; done means that
all has been sent, and all that came was compared byte by byte with what the seed says.

A connection begins with one line of JSON from the client, what it is about. Then both send, at the same time. The
server ends with one byte when it has got all, so that the client knows; the client closes first.
"""

from __future__ import annotations

import asyncio
import errno
import json
import os
import socket
import sys
import time

from .content import Check, Content

PORT = 7000
PLAIN_PORT = 7001
# The run has a policy of its own for connections to this one: they keep a subflow in reserve.
BACKUP_PORT = 7002
IPPROTO_MPTCP = 262
CHUNK = 32 * 1024
LONGEST_LINE = 4096
CONNECT_SECONDS = 90.0
# What routers say while a host's only link is down ends a connect() at once; applications try again.
NO_WAY = (errno.EHOSTUNREACH, errno.ENETUNREACH)
RETRY_SECONDS = 0.5
DONE = b"."
# Linux's own default, which not every kernel has.
CONGESTION_CONTROL = b"cubic"


class Ends:
    """The connections of this host."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._closing: dict[int, asyncio.Event] = {}
        self._tasks: set[asyncio.Task] = set()

    def begin(self, work) -> None:
        """Runs a coroutine; the loop itself would forget it."""
        task = self._loop.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def obey(self, line: str) -> None:
        """Does what a line of the standard input says."""
        order = json.loads(line)
        if order["do"] == "transfer":
            self._closing[order["id"]] = asyncio.Event()
            self.begin(self._report(self._open(order), order["id"], "client"))
        elif order["id"] in self._closing:
            self._closing[order["id"]].set()

    async def serve(self, port: int, protocol: int) -> None:
        """Accepts connections, for ever."""
        listener = socket.socket(socket.AF_INET6, socket.SOCK_STREAM, protocol)
        listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("::", port))
        listener.listen(256)
        listener.setblocking(False)
        while True:
            connection, _ = await self._loop.sock_accept(listener)
            self.begin(self._accepted(connection))

    async def _accepted(self, connection: socket.socket) -> None:
        about = None
        try:
            line = b""
            while not line.endswith(b"\n") and len(line) < LONGEST_LINE:
                part = await self._loop.sock_recv(connection, 1)
                if not part:
                    return
                line += part
            about = json.loads(line)
        except (OSError, ValueError):
            return
        finally:
            if about is None:
                connection.close()
        await self._report(self._answer(connection, about), about["id"], "server")

    async def _report(self, work, number: int, end: str) -> None:
        began = time.monotonic()
        try:
            problem = await work
        except (OSError, asyncio.TimeoutError, AssertionError) as failed:
            problem = f"{type(failed).__name__}: {failed}"
        say({"id": number, "end": end, "problem": problem, "seconds": round(time.monotonic() - began, 2)})

    async def _open(self, order: dict) -> str:
        protocol = IPPROTO_MPTCP if order["protocol"] == "mptcp" else 0
        connection = await asyncio.wait_for(
            self._connected((order["address"], order["port"]), protocol), CONNECT_SECONDS)
        try:
            await self._loop.sock_sendall(connection, json.dumps(order).encode() + b"\n")
            problem = await self._both_ways(connection, order, "up", "down")
            if not problem and await self._loop.sock_recv(connection, 1) != DONE:
                problem = "the server did not say that it has got all"
        except BaseException:
            connection.close()
            raise
        if order["held"] and not problem:
            self.begin(self._close(connection, self._closing[order["id"]]))
        else:
            connection.close()
        return problem

    async def _connected(self, address: tuple[str, int], protocol: int) -> socket.socket:
        while True:
            connection = socket.socket(socket.AF_INET6 if ":" in address[0] else socket.AF_INET, socket.SOCK_STREAM,
                                       protocol)
            try:
                connection.setblocking(False)
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_CONGESTION, CONGESTION_CONTROL)
                await self._connect(connection, address)
                return connection
            except BaseException as problem:
                connection.close()
                if getattr(problem, "errno", None) not in NO_WAY:
                    raise
            await asyncio.sleep(RETRY_SECONDS)

    async def _connect(self, connection: socket.socket, address: tuple[str, int]) -> None:
        """As the loop's own, which does not know this protocol."""
        try:
            connection.connect(address)
            return
        except BlockingIOError:
            pass
        connected = self._loop.create_future()
        self._loop.add_writer(connection, lambda: connected.done() or connected.set_result(None))
        try:
            await connected
        finally:
            self._loop.remove_writer(connection)
        if error := connection.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR):
            raise OSError(error, os.strerror(error))

    async def _close(self, connection: socket.socket, when: asyncio.Event) -> None:
        await when.wait()
        connection.close()

    async def _answer(self, connection: socket.socket, about: dict) -> str:
        try:
            problem = await self._both_ways(connection, about, "down", "up")
            if not problem:
                await self._loop.sock_sendall(connection, DONE)
        except BaseException:
            connection.close()
            raise
        self.begin(self._linger(connection))
        return problem

    async def _linger(self, connection: socket.socket) -> None:
        """Closes once the client has."""
        try:
            await self._loop.sock_recv(connection, 1)
        except OSError:
            pass
        connection.close()

    async def _both_ways(self, connection: socket.socket, about: dict, out: str, back: str) -> str:
        check = Check(f"{about['seed']}/{back}", about[f"{back}load"])
        sender = self._loop.create_task(self._send(connection, about, out))
        try:
            while check.received < check.expected:
                data = await self._loop.sock_recv(connection, min(CHUNK, check.expected - check.received))
                if not data:
                    break
                check.add(data)
            check.end()
            if check.problem:
                return check.problem
            await sender
            return ""
        finally:
            sender.cancel()

    async def _send(self, connection: socket.socket, about: dict, way: str) -> None:
        content, left = Content(f"{about['seed']}/{way}"), about[f"{way}load"]
        total, pauses = left, list(about["pauses"])
        while left or pauses:
            if pauses and total - left >= pauses[0][0] * total:
                await asyncio.sleep(pauses.pop(0)[1])
                continue
            count = min(CHUNK, left)
            await self._loop.sock_sendall(connection, content.take(count))
            left -= count


def say(what: dict) -> None:
    """One line of the standard output."""
    print(json.dumps(what), flush=True)


async def main() -> None:
    """See the module's text."""
    ends = Ends()
    for port, protocol in ((PORT, IPPROTO_MPTCP), (BACKUP_PORT, IPPROTO_MPTCP), (PLAIN_PORT, 0)):
        ends.begin(ends.serve(port, protocol))
    await asyncio.sleep(0)
    say({"ready": PORT})
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while line := await reader.readline():
        ends.obey(line.decode())


if __name__ == "__main__":
    asyncio.run(main())
