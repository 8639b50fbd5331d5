# SPDX-License-Identifier: Apache-2.0
"""Prometheus and promtool, in a file system of their own: nothing of them is installed on this machine."""

from __future__ import annotations

import http.client
import json
import shutil
import subprocess
import urllib.parse
from pathlib import Path

from mininet.node import Node
from root_file_system import ENTER, RootFileSystem, root_with

from crosslayer_lab.processes import LabProcess
from crosslayer_lab.waiting import wait_for

PACKAGES = "prometheus"
SECONDS = 90.0
PORT = 9090
FOLDER = "root/monitoring"
DATA = "tmp/prometheus"
SCRAPED = """global: {{scrape_interval: 1s, evaluation_interval: 1s}}
rule_files: [/{folder}/alerts.yml]
scrape_configs:
  - job_name: crosslayer
    metrics_path: /onos/mptcp/metrics
    basic_auth: {{username: onos, password: rocks}}
    static_configs: [{{targets: ["{onos}"]}}]
  - job_name: crosslayer-agents
    static_configs: [{{targets: [{agents}]}}]
"""


class Prometheus:
    """The tools, with files at hand."""

    def __init__(self, clean: RootFileSystem):
        self.root = root_with(clean, "prometheus", PACKAGES)

    def bring(self, name: str, text: str) -> None:
        """Puts a file where the tools see it by its name."""
        folder = self.root.path / FOLDER
        folder.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")

    def tool(self, command: str) -> subprocess.CompletedProcess:
        """Runs promtool beside the files."""
        return self.root.run("sh", "-c", f"cd /{FOLDER}; promtool {command}", network=False, check=False)

    def serve(self, node: Node, directory: Path, onos: str, agents: list[str]) -> LabProcess:
        """A server in the namespaces of a node, that has begun to ask ONOS and agents."""
        shutil.rmtree(self.root.path / DATA, ignore_errors=True)
        targets = ", ".join(f'"{agent}"' for agent in agents)
        self.bring("prometheus.yml", SCRAPED.format(folder=FOLDER, onos=onos, agents=targets))
        return LabProcess("prometheus", [
            "unshare", "--mount", "--propagation", "private", "sh", "-ec", ENTER, "enter", self.root.path,
            "prometheus", f"--config.file=/{FOLDER}/prometheus.yml",
            f"--storage.tsdb.path=/{DATA}", f"--web.listen-address=127.0.0.1:{PORT}"],
            directory / "prometheus.log", node)


class Server:
    """A server's own answers."""

    def __init__(self, port: int):
        self._port = port

    def ask(self, path: str, **query: str) -> dict:
        """Data of an answer; an error with what the server says if it refuses."""
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=SECONDS)
        try:
            connection.request("GET", f"/api/v1/{path}?{urllib.parse.urlencode(query)}")
            answer = json.loads(connection.getresponse().read())
        finally:
            connection.close()
        assert answer["status"] == "success", f"{query}: {answer.get('error')}"
        return answer["data"]

    def targets(self) -> dict[str, tuple[str, str]]:
        """State and last error of what is asked, by address, once all have been asked."""
        def asked() -> list[dict]:
            try:
                active = self.ask("targets")["activeTargets"]
            except (OSError, http.client.HTTPException, ValueError):
                return []  # not up yet: no answer, or one in words
            return active if active and all(target["health"] != "unknown" for target in active) else []

        found = wait_for("targets asked", asked, SECONDS)
        return {target["labels"]["instance"]: (target["health"], target["lastError"]) for target in found}

    def values(self, expression: str) -> list[dict]:
        """What an expression is now."""
        return self.ask("query", query=expression)["result"]
