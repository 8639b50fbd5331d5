# SPDX-License-Identifier: Apache-2.0
"""`./crosslayer benchmark agent-storm`: one agent under very many connections, real ones, between two namespaces.

First as many short connections as the machine can make, for a time; then many that stay. After each the agent's view
must be the kernel's, token by token. The table tells what the agent took of processor and memory meanwhile.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from .agents import PROGRAM, ROOT
from .arguments import positive, whole_number
from .errors import LabError
from .table import text_table

HERE, THERE = "10.8.0.1", "10.8.0.2"
# One server and one holder of connections each: a process may have only so many files.
PORTS = range(7001, 7009)
# created, established, closed: what a connection that never has a second subflow makes the path manager tell.
EVENTS = 3
PATIENCE = 120
PAGE = os.sysconf("SC_PAGE_SIZE")
TICKS = os.sysconf("SC_CLK_TCK")


def parse(arguments: list[str]) -> argparse.Namespace:
    """Reads the command line."""
    parser = argparse.ArgumentParser(prog="./crosslayer benchmark agent-storm", description=__doc__.split("\n\n")[0],
                                     epilog="Exit status: 1 if agent and kernel disagree in the end.")
    parser.add_argument("--seconds", type=positive, default=15, help="of short connections (default: 15)")
    parser.add_argument("--processes", type=positive, default=2, help="that make them (default: 2)")
    parser.add_argument("--hold", type=whole_number(0, 200_000), nargs="*", default=[1000, 10_000], metavar="N",
                        help="then so many connections that stay (default: 1000 10000)")
    parser.add_argument("--max-connections", type=positive, default=20_000,
                        help="the agent's own limit (default: 20000, as the agent's)")
    parser.add_argument("--heap", metavar="SIZE", help="of the agent's Java, such as 256m (default: the launcher's)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there")
    return parser.parse_args(arguments)


@contextmanager
def namespaces() -> Iterator[tuple[str, str]]:
    """Two namespaces with a link, taken away in the end."""
    names = tuple(f"xlstorm-{os.getpid()}-{side}" for side in "ab")
    with ExitStack() as stack:
        for name in names:
            ip("netns", "add", name)
            stack.callback(ip, "netns", "delete", name)
            inside(name, "ip", "link", "set", "lo", "up")
            inside(name, "sh", "-c", "cd /proc/sys/net; echo 1024 65535 > ipv4/ip_local_port_range;"
                   " if [ -e mptcp/path_manager ]; then echo userspace > mptcp/path_manager;"
                   " else echo 1 > mptcp/pm_type; fi")
        ip("-n", names[0], "link", "add", "eth0", "type", "veth", "peer", "name", "eth0", "netns", names[1])
        for name, address in zip(names, (HERE, THERE)):
            ip("-n", name, "address", "add", f"{address}/24", "dev", "eth0")
            ip("-n", name, "link", "set", "eth0", "up")
        yield names


def ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True)


def inside(namespace: str, *words: str) -> str:
    """Output of a command in a namespace."""
    return subprocess.run(["ip", "netns", "exec", namespace, *words], check=True, capture_output=True, text=True).stdout


def start(namespace: str, *words: object) -> subprocess.Popen:
    """One end of the traffic as a program in a namespace."""
    return subprocess.Popen(
        ["ip", "netns", "exec", namespace, sys.executable, "-m", "crosslayer_lab.storm_traffic", *map(str, words)],
        env={**os.environ, "PYTHONPATH": str(ROOT / "topologies")}, text=True, stdout=subprocess.PIPE,
        stdin=subprocess.PIPE)


class Agent:
    """The daemon under test, which only follows: `--simulate 1` opens nothing."""

    def __init__(self, namespace: str, directory: Path, options: argparse.Namespace):
        self.namespace, self.directory, self.log = namespace, directory, directory / "agent.log"
        environment = dict(os.environ)
        if options.heap:
            environment["CROSSLAYER_JAVA_OPTS"] = f"-Xmx{options.heap}"
        with open(self.log, "w", encoding="utf-8") as log:
            self.process = subprocess.Popen(
                ["ip", "netns", "exec", namespace, PROGRAM, "run", "--simulate", "1", "--run-directory", directory,
                 "--max-connections", str(options.max_connections)], stderr=log, env=environment)
        self.wait_for("following ")

    def wait_for(self, words: str) -> None:
        """Until the log has the words."""
        until(lambda: words in self.log.read_text(encoding="utf-8"), f"'{words}' in the agent's log", self.process)

    def seconds(self) -> float:
        """Processor time so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def resident(self) -> float:
        """MiB."""
        return int(Path(f"/proc/{self.process.pid}/statm").read_text(encoding="ascii").split()[1]) * PAGE / 2**20

    def losses(self) -> int:
        """How often it has noticed that events were lost."""
        return self.log.read_text(encoding="utf-8").count("Lost events of the path manager")

    def tokens(self) -> set[str]:
        """Of the connections that it knows, by its state socket."""
        name, = self.directory.glob("state-*.sock")
        with socket.socket(socket.AF_UNIX) as asker:
            asker.connect(str(name))
            with asker.makefile("r", encoding="utf-8") as answer:
                return {connection["token"] for connection in json.load(answer)["connections"]}


def kernel_tokens(namespace: str) -> set[str]:
    """Of the connections that the kernel has."""
    found = re.findall(r"token:([0-9a-f]+)", inside(namespace, "ss", "-MHnie", "state", "connected"))
    return {token.zfill(8) for token in found} - {"00000000"}


def until(condition, what: str, process: subprocess.Popen) -> None:
    """Waits for a condition, with a deadline."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        if process.poll() is not None:
            raise LabError(f"the agent has ended with status {process.returncode} while waiting for {what}")
        if time.monotonic() > deadline:
            raise LabError(f"not within {PATIENCE} s: {what}")
        time.sleep(0.1)


def agree(agent: Agent, limit: int) -> int:
    """Waits until agent and kernel have the same connections; as many as the agent may follow. How many it has."""
    def same() -> bool:
        kernel, known = kernel_tokens(agent.namespace), agent.tokens()
        return known == kernel if len(kernel) <= limit else len(known) == limit and known <= kernel
    until(same, "agent and kernel have the same connections", agent.process)
    return len(agent.tokens())


def storm(agent: Agent, options: argparse.Namespace) -> dict:
    """Short connections for a time."""
    before, begun = agent.seconds(), time.monotonic()
    clients = [start(agent.namespace, "open", THERE, port, options.seconds)
               for port in [PORTS[number % len(PORTS)] for number in range(options.processes)]]
    made = sum(int(client.communicate()[0]) for client in clients)
    took, peak = time.monotonic() - begun, agent.resident()
    agree(agent, options.max_connections)
    used = agent.seconds() - before
    return {"phase": "short", "connections": made, "events_per_second": round(EVENTS * made / took),
            "losses_noticed": agent.losses(), "processor_percent": round(100 * used / took, 1),
            "microseconds_per_event": round(1e6 * used / (EVENTS * made), 1), "resident_mib": round(peak, 1)}


def hold(agent: Agent, count: int, options: argparse.Namespace) -> dict:
    """Connections that stay, opened as fast as it goes."""
    before, begun, losses = agent.seconds(), time.monotonic(), agent.losses()
    shares = [count // len(PORTS) + (number < count % len(PORTS)) for number in range(len(PORTS))]
    clients = [start(agent.namespace, "hold", THERE, port, share) for port, share in zip(PORTS, shares)]
    try:
        if any(client.stdout.readline().strip() != "open" for client in clients):
            raise LabError(f"{count} connections could not be opened")
        took = time.monotonic() - begun
        known = agree(agent, options.max_connections)
        return {"phase": f"hold {count}", "connections": count, "followed": known,
                "events_per_second": round(2 * count / took), "losses_noticed": agent.losses() - losses,
                "processor_percent": round(100 * (agent.seconds() - before) / took, 1),
                "resident_mib": round(agent.resident(), 1)}
    finally:
        for client in clients:
            client.communicate()


def main(arguments: list[str]) -> int:
    """Runs the phases and prints the table."""
    options = parse(arguments)
    rows = []
    with ExitStack() as stack:
        near, far = stack.enter_context(namespaces())
        directory = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="crosslayer-storm-")))
        for port in PORTS:
            server = start(far, "serve", port)
            stack.callback(end, server)
            server.stdout.readline()
        agent = Agent(near, directory, options)
        stack.callback(end, agent.process)
        rows.append({"phase": "at rest", "resident_mib": round(agent.resident(), 1)})
        rows.append(storm(agent, options))
        for count in options.hold:
            rows.append(hold(agent, count, options))
            agree(agent, options.max_connections)
    heads = list(dict.fromkeys(head for row in rows for head in row))
    print(text_table([head.replace("_", " ") for head in heads],
                     [[row.get(head, "") for head in heads] for row in rows]))
    if options.json:
        options.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    return 0


def end(process: subprocess.Popen) -> None:
    """Ends a program that this one has started."""
    process.terminate()
    try:
        process.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
