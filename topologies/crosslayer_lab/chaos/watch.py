# SPDX-License-Identifier: Apache-2.0
"""Reads the states of all kernels, agents and controllers of a lab, and how many processes and threads there are."""

from __future__ import annotations

import json
import os
import socket
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from ..errors import LabError
from ..lab import Lab
from . import state
from .compare import Cluster, States
from .controllers import Controller

RUN_DIRECTORY = Path("/run/crosslayer-agent")
ASK_SECONDS = 10.0
COMMANDS = ("mptcp-agents -j", "mptcp-connections -j", "mptcp-load -j", "mptcp-cluster -j")
# A JVM starts and ends threads of its own as it sees fit.
MORE_THREADS = 12
MORE_DESCRIPTORS = 12
APPLICATION_THREADS = "crosslayer"
# The endpoint's threads: one that accepts, and as many as processors, at least two. All others of the application's
# executors have one. They start when they are first needed, so what there was at first says little.
ENDPOINT_THREADS = "crosslayer-grpc"
MOST_ENDPOINT_THREADS = 1 + max(2, os.cpu_count() or 1)


def read_states(lab: Lab, nodes: list[Controller]) -> States:
    """Everything, as of now. Raises a LabError if somebody does not answer."""
    states = States({}, {}, {}, {}, {})
    with ThreadPoolExecutor() as pool:
        answers = list(pool.map(lambda node: node.ask(*COMMANDS), nodes))
    for node, (agents, connections, load, cluster) in zip(nodes, answers):
        states.controllers[node.name] = state.controller(connections)
        states.kept[node.name] = load
        if len(nodes) > 1:
            states.clusters[node.name] = Cluster(
                {agent: lab.cluster.name_of(address) for agent, address in cluster["agents"].items()},
                {link["link"]: link["bps"] for link in cluster["others"]})
        for agent in agents["agents"]:
            states.attached.setdefault(agent["id"], []).append(node.name)
    for host in lab.fabric.hosts:
        states.agents[host] = state.agent(ask_agent(lab, host))
        states.kernels[host] = state.kernel(lab.execute(host, "ss", "-HManiO"), lab.execute(host, "ss", "-HtaniO"))
    return states


def ask_agent(lab: Lab, host: str) -> dict:
    """What the agent of a host says by its state socket."""
    inode = os.readlink(f"/proc/{lab.host(host).pid}/ns/net").strip("net:[]")
    path = RUN_DIRECTORY / f"state-{inode}.sock"
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as asker:
        asker.settimeout(ASK_SECONDS)
        try:
            asker.connect(str(path))
            with asker.makefile("r", encoding="utf-8") as answer:
                return json.load(answer)
        except (OSError, ValueError) as problem:
            raise LabError(f"the agent of {host} does not answer at {path}: {problem}") from None


def processes(lab: Lab) -> Counter[str]:
    """Processes of the run by what they are."""
    found: Counter[str] = Counter()
    for pid in lab.run.processes():
        try:
            words = Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace").split("\0")
        except OSError:
            continue
        found[" ".join(word.rpartition("/")[2] for word in words[:2])] += 1
    return found


def sizes(lab: Lab) -> dict[str, tuple[int, int]]:
    """Threads and open files of agents."""
    return {f"agent of {host}": (len(os.listdir(f"/proc/{agent.process.pid}/task")),
                                 len(os.listdir(f"/proc/{agent.process.pid}/fd")))
            for host, agent in lab.agents.items()}


def application_threads(node: Controller) -> Counter[str]:
    """Threads of the application at a node, by the first 15 characters of their names: Linux keeps no more."""
    names = [(task / "comm").read_text(encoding="utf-8", errors="replace").strip()
             for task in Path(f"/proc/{node.java()}/task").iterdir()]
    return Counter(name for name in names if name.startswith(APPLICATION_THREADS))


def too_many_threads(name: str, threads: Counter[str]) -> list[str]:
    """Executors of the application at a node with more threads than they have: one was left running."""
    return [f"application at {name}: {count} threads {thread}" for thread, count in sorted(threads.items())
            if count > (MOST_ENDPOINT_THREADS if thread == ENDPOINT_THREADS else 1)]


def growth(before: tuple[Counter[str], dict], now: tuple[Counter[str], dict]) -> list[str]:
    """What has become more, or is missing, since the begin of the run, a line each."""
    found = [f"processes '{name}': {before[0][name]} at first, {now[0][name]} now"
             for name in sorted(before[0] | now[0]) if before[0][name] != now[0][name]]
    for name, (threads, files) in sorted(before[1].items()):
        more_threads, more_files = now[1][name]
        if more_threads > threads + MORE_THREADS:
            found.append(f"{name}: {threads} threads at first, {more_threads} now")
        if more_files > files + MORE_DESCRIPTORS:
            found.append(f"{name}: {files} open files at first, {more_files} now")
    return found
