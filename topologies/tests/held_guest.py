# SPDX-License-Identifier: Apache-2.0
"""The experiment fail-static without ONOS and with whatever is called QEMU: `python3 -m held_guest DIRECTORY`.

Prints its run directory when ONOS would be up.
"""

import sys
from pathlib import Path

from crosslayer_lab import __main__ as command
from crosslayer_lab.vm.controller import GuestWithController
from crosslayer_lab.vm.kernel import GuestKernel
from experiments.fail_static import run

if __name__ == "__main__":
    results = Path(sys.argv[1])
    run.LOGS = results / "logs"
    run.guest_kernel = lambda: GuestKernel(Path("/nowhere"), "0")
    GuestWithController._start_controller = lambda self: print(self.run.path, flush=True)
    sys.exit(command.main(["experiment", "fail-static", "--out", str(results)]))
