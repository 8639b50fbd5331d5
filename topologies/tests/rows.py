# SPDX-License-Identifier: Apache-2.0
"""Rows of experiments, made up, in the form that the project promises for `--json`."""

from __future__ import annotations

KIB = 1024


def cloudnet2013(crosslayer: float = 2.0, small: float = 1.2) -> list[dict]:
    """`crosslayer` and `small`: how many times faster than TCP at large sizes, and at 512 KiB."""
    rows = []
    for size in (512 * KIB, 2048 * KIB, 7680 * KIB):
        tcp = size * 8 / 19e6
        factor = small if size == 512 * KIB else crosslayer
        for scheme, ratios in {"tcp": (1, 1), "mptcp-1": (1, 1), "mptcp-2-random": (1, 2),
                               "crosslayer-2": (factor, factor), "crosslayer-3": (factor, factor)}.items():
            rows.append({"size_bytes": size, "scheme": scheme, "seconds": [round(tcp / each, 4) for each in ratios]})
    return rows


def parallel_paths(crosslayer: float = 0.97, landed: int = 6, tcp: float = 1.0) -> list[dict]:
    """`crosslayer` and N times `tcp`: goodput / max-flow; `landed`: of 6 planned subflows."""
    rows = []
    for paths in (2, 4):
        flow = paths * 19_000_000
        shares = {"tcp": tcp / paths, "in-kernel": 1 / paths, "mptcpd": 1 / paths, "random": 0.7,
                  "crosslayer": crosslayer}
        for scheme, share in shares.items():
            planned = scheme == "crosslayer"
            rows.append({"paths": paths, "scheme": scheme, "goodput_bps": [round(share * flow)] * 3,
                         "max_flow_bps": flow, "subflows": 6 if planned else 0,
                         "subflows_on_intended_path": landed if planned else None})
    return rows
