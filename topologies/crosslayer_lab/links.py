# SPDX-License-Identifier: Apache-2.0
"""Mininet links that are shaped with a token bucket."""

from __future__ import annotations

from mininet.link import Intf, Link

# A token bucket of 64 KiB, with a queue of 100 ms unless the fabric has another one. See topologies/README.md
# ("Shaping") for the measurements.
DEFAULT_BURST_BYTES = 64 * 1024
DEFAULT_LATENCY_MS = 100


class ShapedIntf(Intf):
    """Interface whose egress is limited by tbf when `rate_mbps` is given.

    Mininet's own TCIntf uses HTB with a burst that lets a short transfer run ahead of its rate, and netem for the
    queue, which minimal kernels lack.
    """

    def config(self, rate_mbps: int | None = None, burst_bytes: int = DEFAULT_BURST_BYTES,
               latency_ms: int = DEFAULT_LATENCY_MS, **params) -> dict:  # pylint: disable=arguments-differ
        result = super().config(**params)
        if rate_mbps:
            result["shape"] = self.cmd(
                f"tc qdisc replace dev {self.name} root tbf rate {rate_mbps}mbit "
                f"burst {burst_bytes} latency {latency_ms}ms")
            if result["shape"].strip():
                raise RuntimeError(f"cannot shape {self.name}: {result['shape'].strip()}")
        return result


class ShapedLink(Link):
    """A veth pair with a ShapedIntf at either end; the parameters hold for both directions."""

    def __init__(self, node1, node2, rate_mbps: int | None = None, latency_ms: int = DEFAULT_LATENCY_MS, params1=None,
                 params2=None, **params):
        shape = {"rate_mbps": rate_mbps, "latency_ms": latency_ms}
        params["intf"] = ShapedIntf
        super().__init__(node1, node2, params1={**shape, **(params1 or {})},
                         params2={**shape, **(params2 or {})}, **params)
