# SPDX-License-Identifier: Apache-2.0
"""What runs inside the virtual machine.

    python3 -m crosslayer_lab.vm.guest MODULE       MODULE.main(options) makes rows

The options come from the shared directory, the rows go there, each when it is measured.
"""

from __future__ import annotations

import importlib
import itertools
import json
import os
import sys

from ..errors import LabError
from ..waiting import wait_for
from .machine import SHARE
from .rows import put

REQUEST_SECONDS = 120.0
_numbers = itertools.count()


def ask(**request: object) -> None:
    """Has the other side, where the controller is, do something; returns when it is done."""
    path = SHARE / f"request-{next(_numbers):04}.json"
    partial = path.with_suffix(".partial")
    partial.write_text(json.dumps(request), encoding="utf-8")
    os.rename(partial, path)
    wait_for(f"answer to {request}", lambda: not path.exists(), REQUEST_SECONDS)


def main(words: list[str]) -> int:
    """See the module's text."""
    options = json.loads((SHARE / "options.json").read_text(encoding="utf-8"))
    try:
        put(SHARE, importlib.import_module(words[0]).main(options))
    except LabError as problem:
        (SHARE / "problem.txt").write_text(str(problem), encoding="utf-8")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
