# SPDX-License-Identifier: Apache-2.0
"""Messages that docs/troubleshoot.md quotes are in the programs."""

import re

import markdown_pages as md

ROOT = md.ROOT
PAGE = ROOT / "docs/troubleshoot.md"
SOURCES = [("host-agent/src/main/java", "*.java"), ("onos-app/src/main/java", "*.java"),
           ("topologies/crosslayer_lab", "*.py")]
# What stands between backticks and is typed, configured or printed by others.
NO_MESSAGE = re.compile(
    r"^(\.\.\.|[\w.=*-]+|--[a-z-]+|(sudo )?\./crosslayer .*|mptcp-[a-z]+.*|"
    r"(crosslayer-agent|journalctl|systemctl|sysctl|ss|nstat|ip mptcp|uname|mptcpize) .*)$")


def programs():
    """All sources as one text, with the texts that are put together of several joined."""
    files = [path for folder, names in SOURCES for path in (ROOT / folder).rglob(names)]
    text = "\n".join(path.read_text(encoding="utf-8") for path in [*files, ROOT / "crosslayer"])
    return re.sub(r'"\s*\+?\s*f?"', "", text)


def messages():
    """The quoted messages, taken apart where they vary."""
    prose = md.FENCE.sub("", md.read(PAGE))
    quoted = [span for span in md.SPAN.findall(prose) if not NO_MESSAGE.match(span)]
    return {part.strip() for span in quoted for part in span.split("...") if len(part.strip()) > 3}


def test_every_message_that_is_quoted_is_said_by_a_program():
    there = programs()
    assert len(messages()) > 40
    assert [message for message in messages() if message not in there and message.strip("'") not in there] == []


def test_a_message_that_nobody_says_is_found():
    assert "the flux capacitor is empty" not in programs()
