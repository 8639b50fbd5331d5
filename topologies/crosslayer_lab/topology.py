# SPDX-License-Identifier: Apache-2.0
"""Networks by their names on command lines."""

from __future__ import annotations

import argparse
import re

from .fabric import LINUX_POLICY3, MOST_LINKS, Fabric
from .networks import FAT_TREES, cloudnet2013_fabric, fat_tree_fabric, leaf_spine_fabric, parallel_paths_fabric


class Topology:
    """A network by its name, such as fat-tree:4, whose rate and routers are still open."""

    EXPECTED = ("cloudnet2013, parallel-paths:N (N from 1 to 64), leaf-spine:LEAVESxSPINES[:HOSTS_PER_LEAF] "
                f"(at most {MOST_LINKS} links) or fat-tree:K (K {', '.join(map(str, FAT_TREES))})")
    _MAKERS = {"cloudnet2013": cloudnet2013_fabric, "parallel-paths": parallel_paths_fabric,
               "leaf-spine": leaf_spine_fabric, "fat-tree": fat_tree_fabric}
    _NAME = re.compile(r"cloudnet2013|(parallel-paths|fat-tree)(:\d{1,3})?|"
                       r"leaf-spine(:\d{1,3}x\d{1,3}(:\d{1,3})?)?", re.ASCII)

    def __init__(self, name: str):
        """A ValueError tells what is wrong with a name."""
        if not self._NAME.fullmatch(name):
            raise ValueError(f"'{name}': expected {self.EXPECTED}")
        self.name = name
        self.kind, _, sizes = name.partition(":")
        self._sizes = [int(size) for size in re.split("[:x]", sizes) if size]
        self.fabric(1)

    @classmethod
    def argument(cls, text: str) -> Topology:
        """For argparse."""
        try:
            return cls(text)
        except ValueError as problem:
            raise argparse.ArgumentTypeError(str(problem)) from None

    def fabric(self, rate_mbps: int, router: str = LINUX_POLICY3) -> Fabric:
        """The network with capped links of this rate."""
        return self._MAKERS[self.kind](*self._sizes, rate_mbps=rate_mbps, router=router)
