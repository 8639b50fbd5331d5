# SPDX-License-Identifier: Apache-2.0
"""Network configuration that Markdown pages show is JSON, and its members are those of the schema."""

import json
import re

import markdown_pages as md

SCHEMA = json.loads((md.ROOT / "onos-app/network-configuration.schema.json").read_text(encoding="utf-8"))
PAGES = [*(md.ROOT / "docs").glob("*.md"), md.ROOT / "onos-app/README.md", md.ROOT / "onos-app/STANDING.md"]
# Of the whole configuration around ours.
AROUND = {"apps", "devices", "ecmp", "org.crosslayer.mptcp"}


def members(schema):
    """The names of all members that a schema has anywhere."""
    if isinstance(schema, list):
        return set().union(*map(members, schema))
    if not isinstance(schema, dict):
        return set()
    return set(schema.get("properties", {})).union(*map(members, schema.values()))


def shown():
    """Texts of policies and the like, each with its page."""
    for page in PAGES:
        text = md.read(page)
        blocks = re.findall(r"^```json\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
        spans = [span for span in md.SPAN.findall(md.FENCE.sub("", text)) if span.startswith('{"')]
        yield from ((page.name, block) for block in [*blocks, *spans] if "hash" not in json.loads(block))


def names(value):
    """The names of all members of a JSON value."""
    if isinstance(value, list):
        return set().union(*map(names, value))
    return set(value).union(*map(names, value.values())) if isinstance(value, dict) else set()


def test_members_of_configuration_exist():
    known, seen = members(SCHEMA) | AROUND, list(shown())
    assert len(seen) > 5
    for page, text in seen:
        unknown = {name for name in names(json.loads(text)) if name not in known and not name.startswith("of:")}
        assert not unknown, f"{page}: {text}"
