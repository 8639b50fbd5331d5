# SPDX-License-Identifier: Apache-2.0
"""A real ONOS in the lab: the process in its namespace, its REST API, and the application in it."""

from __future__ import annotations

import base64
import http.client
import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from mininet.node import Node

from .certificates import Identity
from .errors import LabError
from .forwards import Forward
from .management import CONTROLLER_ADDRESS
from .netcfg import APPLICATION
from .onos_process import BOOT_SECONDS as BOOT_SECONDS
from .onos_process import PROGRAM, OnosProcess
from .progress import say
from .waiting import Found, wait_for

SERVER_COMPONENT = "org.crosslayer.mptcp.agents.AgentServer"
AGENT_PORT = 9494
ANY_ADDRESS = "0.0.0.0"
REST_PORT = 8181
SSH_PORT = 8101
STEP_SECONDS = 60.0
COMPLAINTS = 8
STARTS = 3


class OnosCore:
    """ONOS in the namespaces of a node, with REST and command line on 127.0.0.1 of the machine."""

    def __init__(self, node: Node, directory: Path, address: str = CONTROLLER_ADDRESS, storage: str | None = None,
                 name: str = "ONOS"):
        """Starts it, alone or as the node of the cluster with that storage; `await_ready` has to follow."""
        self._node = node
        self.name = name
        self.address = address
        # The nodes of a cluster have the same properties, and each its own address.
        self._listen = ANY_ADDRESS if storage else address
        self.directory = directory
        self.log = directory / "karaf/data/log/karaf.log"
        self._forwards: list[Forward] = []
        self.rest_port = self.ssh_port = 0
        member = ["--storage", storage] if storage else []
        self.process = OnosProcess(name, node, directory, ["--address", address, *member])
        self.process.start()

    def await_ready(self) -> OnosCore:
        """Returns when ONOS serves, after the first start or a later one; ends it if it does not come up."""
        try:
            self.process.await_ready()
            self._require_log()
            if not self._forwards:
                log = self.directory.parent / "forwards.log"
                self.rest_port = self._forward(self._node, REST_PORT, log)
                self.ssh_port = self._forward(self._node, SSH_PORT, log)
        except BaseException:
            self.stop()
            raise
        return self

    def _require_log(self) -> None:
        """Starts ONOS again if its log is silent: the lab reads there what has come into force.

        On a very busy machine Karaf's logging now and then comes up without its configuration, for good.
        """
        for _ in range(STARTS - 1):
            if self._log_speaks():
                return
            say(f"{self.name}: does not write its log, starting it again")
            self.process.stop()
            self.process.start()
            self.process.await_ready()
        if not self._log_speaks():
            raise LabError(f"{self.name} does not write its log {self.log}, {STARTS} starts in a row")

    def _log_speaks(self) -> bool:
        return "| INFO " in self.log.read_text(encoding="utf-8", errors="replace")

    def _forward(self, node: Node, port: int, log: Path) -> int:
        self._forwards.append(Forward(node, self.address, port, log))
        return self._forwards[-1].port

    @property
    def pid(self) -> int:
        """Pid of the program that runs ONOS."""
        return self.process.pid

    def start(self) -> None:
        """Starts ONOS again, after it has ended; does not wait until it is ready."""
        self.process.start()

    @property
    def url(self) -> str:
        """Base of the REST API."""
        return f"http://127.0.0.1:{self.rest_port}/onos/v1"

    @property
    def page(self) -> str:
        """The application's web page."""
        return f"http://127.0.0.1:{self.rest_port}/onos/mptcp/ui/"

    def install(self, archive: Path) -> None:
        """Installs and activates an .oar, and waits until it is active."""
        self.request("POST", "/applications?activate=true", archive.read_bytes(), "application/octet-stream")
        self.wait_for(f"{APPLICATION} active in ONOS", lambda: self.application_state() == "ACTIVE", STEP_SECONDS)

    def application_state(self) -> str:
        """State of the application, as ONOS tells it."""
        return json.loads(self.request("GET", f"/applications/{APPLICATION}")).get("state", "")

    def has_application(self) -> bool:
        """Whether the application's components run at this node, whatever ONOS believes of its state."""
        return SERVER_COMPONENT in json.loads(self.request("GET", "/configuration"))

    def open_endpoint(self, identity: Identity) -> None:
        """Gives the application's endpoint for agents its certificates, and waits until it listens.

        ONOS shares such properties among the nodes of a cluster.
        """
        properties = {"listenAddress": self._listen, "port": str(AGENT_PORT),
                      "tlsCertificate": str(identity.certificate), "tlsKey": str(identity.key),
                      "tlsTrust": str(identity.trust)}
        # An application is ACTIVE before its components have registered their properties.
        self.wait_for("endpoint for agents open", lambda: self._endpoint_opened(properties), STEP_SECONDS)

    def _endpoint_opened(self, properties: dict[str, str]) -> bool:
        known = json.loads(self.request("GET", "/configuration")).get(SERVER_COMPONENT)
        if known is None:
            return False
        if {name: known.get(name) for name in properties} != properties:
            self.request_json("POST", f"/configuration/{SERVER_COMPONENT}", properties)
        return bool(self._node.pexec(f"ss -Htln sport = :{AGENT_PORT}")[0].strip())

    def configure(self, document: dict) -> None:
        """Posts a network configuration."""
        self.request_json("POST", "/network/configuration", document)

    def policy(self) -> dict | None:
        """The application's policy as it is configured."""
        known = json.loads(self.request("GET", "/network/configuration"))
        return known.get("apps", {}).get(APPLICATION, {}).get("policy")

    def policies_in_force(self) -> int:
        """How many policies have been put in force so far, by ONOS's log."""
        return self.log.read_text(encoding="utf-8", errors="replace").count("In force: PlannerPolicy")

    def fabrics_in_force(self) -> int:
        """How many routed fabrics have been put in force so far, by ONOS's log."""
        return len(self._fabric_lines())

    def time_of_fabric(self, number: int) -> float:
        """When the routed fabric of this number, counted from 0, was put in force; milliseconds since 1970."""
        lines = wait_for("fabric in force", lambda: self._fabric_lines()[number:], STEP_SECONDS)
        return datetime.strptime(lines[0].split(" | ")[0], "%Y-%m-%dT%H:%M:%S,%f").timestamp() * 1000

    def _fabric_lines(self) -> list[str]:
        text = self.log.read_text(encoding="utf-8", errors="replace")
        return [line for line in text.splitlines() if "In force: a routed fabric" in line]

    def wait_for(self, what: str, condition: Callable[[], Found], seconds: float) -> Found:
        """As waiting.wait_for; the LabError also gives the last of what ONOS has logged as a warning or an error."""
        try:
            return wait_for(what, condition, seconds)
        except LabError as problem:
            raise LabError("\n  ".join([str(problem), "ONOS's last warnings:", *self.complaints()])) from None

    def complaints(self) -> list[str]:
        """The last lines in ONOS's log that are a warning or an error."""
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        return [line[:300] for line in lines if "| WARN " in line or "| ERROR " in line][-COMPLAINTS:] or ["none"]

    def devices(self) -> list[str]:
        """Ids of the available devices."""
        listed = json.loads(self.request("GET", "/devices"))["devices"]
        return [device["id"] for device in listed if device["available"]]

    def hosts(self) -> list[dict]:
        """Hosts that ONOS knows."""
        return json.loads(self.request("GET", "/hosts"))["hosts"]

    def links(self) -> list[dict]:
        """Links (one for each direction) that ONOS knows."""
        return json.loads(self.request("GET", "/links"))["links"]

    def cli(self, *commands: str) -> str:
        """What ONOS's own command line prints for some commands; a LabError with what it says if one fails."""
        words = [str(PROGRAM), "cli", "--root", str(self.directory), *commands]
        output, error, status = self._node.pexec(words)
        if status:
            raise LabError(f"ONOS command line: {(output + error).strip()}")
        return output

    def request_json(self, method: str, path: str, document: dict) -> bytes:
        """A request with a JSON body."""
        return self.request(method, path, json.dumps(document).encode(), "application/json")

    def ask_application(self, path: str) -> dict:
        """What the application's own REST API answers."""
        return json.loads(self.request("GET", path, base="/onos/mptcp/v1"))

    def request(self, method: str, path: str, body: bytes | None = None, kind: str = "application/json",
                base: str = "/onos/v1") -> bytes:
        """A request to a REST API; a LabError with what ONOS says if it refuses."""
        self.process.require_running()
        connection = http.client.HTTPConnection("127.0.0.1", self.rest_port, timeout=STEP_SECONDS)
        try:
            credentials = base64.b64encode(b"onos:rocks").decode()
            headers = {"Authorization": f"Basic {credentials}", "Accept": "application/json"}
            connection.request(method, f"{base}{path}", body, headers | ({"Content-Type": kind} if body else {}))
            answer = connection.getresponse()
            content = answer.read()
        except (OSError, http.client.HTTPException) as problem:
            raise LabError(f"ONOS REST {method} {path}: {problem}") from problem
        finally:
            connection.close()
        # 207: a network configuration of several keys, of which ONOS has refused at least one.
        if answer.status >= 300 or answer.status == 207:
            text = content.decode(errors="replace")[:500]
            raise LabError(f"ONOS refused {method} {path} with {answer.status}: {text}")
        return content

    def stop(self) -> None:
        """Ends ONOS and the forwards."""
        for forward in self._forwards:
            forward.stop()
        self.process.stop()
