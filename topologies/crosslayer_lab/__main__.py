# SPDX-License-Identifier: Apache-2.0
"""The verbs of `./crosslayer` that are written in Python."""

from __future__ import annotations

import importlib
import sys

from .errors import LabError

# Each verb and its module, loaded when it is needed: `clean` and `test` work where Mininet is missing.
VERBS = {"test": "testing", "experiment": "experiment", "lab": "interactive", "chaos": "chaos.command",
         "clean": "cleaning", "fuzz": "fuzzing",
         "pki": "pki", "agent-storm": "agent_storm", "page": "page.benchmark"}


def main(arguments: list[str]) -> int:
    """Runs a verb; mistakes and failures that a user can mend are one line.

    `--check VERB ...` only reads the command line: a mistake in it must not cost a build first.
    """
    check = arguments[:1] == ["--check"]
    verb, *rest = arguments[check:] or [""]
    if verb not in VERBS:
        print(f"crosslayer: unknown verb '{verb}': expected {', '.join(VERBS)}", file=sys.stderr)
        return 2
    try:
        module = importlib.import_module(f"{__package__}.{VERBS[verb]}")
        if check:
            module.parse(rest)
            return 0
        return module.main(rest)
    except LabError as problem:
        print(f"crosslayer: {problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("crosslayer: interrupted", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
