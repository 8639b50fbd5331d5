# SPDX-License-Identifier: Apache-2.0
"""docs/protocol.md is what control-protocol/reference.py makes of control.proto, and names all that is in there."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
MAKER = ROOT / "control-protocol/reference.py"
PROTO = ROOT / "control-protocol/src/main/proto/crosslayer/control/v1/control.proto"
PAGE = ROOT / "docs/protocol.md"


def test_the_page_is_what_is_made_of_the_specification():
    made = subprocess.run([MAKER], capture_output=True, text=True, check=True).stdout
    assert PAGE.read_text(encoding="utf-8") == made, "run: control-protocol/reference.py >docs/protocol.md"


def test_every_message_field_and_value_is_on_the_page():
    source = re.sub(r"//.*", "", PROTO.read_text(encoding="utf-8"))
    page = PAGE.read_text(encoding="utf-8")
    names = re.findall(r"(?:message|enum|service) (\w+)", source)
    fields = re.findall(r"(\w+) = (\d+);", source)
    assert len(names) > 40 and len(fields) > 150
    assert [name for name in names if f"\n### {name}\n" not in page] == []
    rows = re.findall(r"^\| (\d+) \| `(\w+)` \|", page, re.MULTILINE)
    assert sorted(rows) == sorted((number, name) for name, number in fields)
