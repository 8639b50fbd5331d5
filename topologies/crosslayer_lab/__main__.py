# SPDX-License-Identifier: Apache-2.0
"""The verbs of `./crosslayer` that are written in Python."""

from __future__ import annotations

import importlib
import sys

from .errors import LabError

# Each verb and its module, loaded when it is needed: `clean` and `test` work where Mininet is missing.
VERBS = {"test": "testing", "experiment": "experiment", "lab": "interactive", "clean": "cleaning"}


def main(arguments: list[str]) -> int:
    """Runs a verb; mistakes and failures that a user can mend are one line."""
    verb, *rest = arguments or [""]
    if verb not in VERBS:
        print(f"crosslayer: unknown verb '{verb}': expected {', '.join(VERBS)}", file=sys.stderr)
        return 2
    try:
        return importlib.import_module(f"{__package__}.{VERBS[verb]}").main(rest)
    except LabError as problem:
        print(f"crosslayer: {problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("crosslayer: interrupted", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
