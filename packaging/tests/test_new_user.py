# SPDX-License-Identifier: Apache-2.0
"""The page for new users, followed literally: packages on machines that boot, the application in ONOS, a connection."""

from __future__ import annotations

import os
import re

import pytest
from new_user import CARRIES
from readme_steps import commands, with_names

from crosslayer_lab.page.browser import missing


def test_each_command_of_the_page_was_typed_and_worked(first_use):
    typed = [(line.step, line.command.split()[0].split("/")[-1]) for line in first_use.record.lines]
    assert {(step, command.split()[0].split("/")[-1]) for step, command in commands()} <= set(typed)
    assert len(typed) >= len(commands())


def test_the_agents_attach(first_use):
    assert len(re.findall("attached to", first_use.said("journalctl"))) == 2
    agents = first_use.said("mptcp-agents")
    assert "h1" in agents and "h2" in agents


def test_onos_command_line_shows_the_planned_subflow_on_the_other_path(first_use):
    subflows = block_of(first_use.said("mptcp-connections"))
    assert sorted(state for *_, state in subflows) == ["as planned", "initial"]
    assert len({out for _, out, _, _ in subflows}) == len({back for _, _, back, _ in subflows}) == 2


def block_of(text: str) -> list[tuple[str, str, str, str]]:
    """Source port, path out, path back and state of the subflows of the connection that carries the data."""
    block = re.split(r"^(?=\S)", text[CARRIES.search(text).start():], flags=re.MULTILINE)[1]
    return re.findall(r"^ +10\.0\.1\.2:(\d+)>\S+ out (\S+) in (\S+) (initial|as planned)", block, re.MULTILINE)


def ports_of(text: str) -> set[str]:
    """Its source ports."""
    return {port for port, *_ in block_of(text)}


def test_host_and_kernel_say_the_same(first_use):
    listed = first_use.said("crosslayer-agent")
    for port in ports_of(first_use.said("mptcp-connections")):
        assert f"10.0.1.2:{port} > 10.0.2.2:5201" in listed
    # The kernel counts those beside the first.
    token = first_use.record.found(CARRIES)
    assert re.search(rf"subflows:1 [^\n]*token:{token}\b", first_use.said("ss"))


def test_onos_explains_it(first_use):
    assert "further path" in first_use.said("mptcp-explain")


def test_the_web_page_shows_it_with_both_paths(first_use):
    seen = first_use.seen
    if seen is None and os.environ.get("CI") != "true":
        pytest.skip(f"no browser: {', '.join(missing())} not found")
    assert seen.row[3] == "2"
    assert seen.ports == ports_of(first_use.said("mptcp-connections"))
    assert len({str(lane) for lane in seen.lanes}) == 2
    assert seen.complaints == []


def test_names_are_replaced_in_commands():
    assert with_names("a ONOS:1 b h1-key.pem", {"ONOS:": "x:", "h1": "h2"}) == "a x:1 b h2-key.pem"
