# SPDX-License-Identifier: Apache-2.0
"""Linux's multipath hash, policy 3 with the five-tuple fields (0x37), for forwarded packets.

The lab computes paths with this second implementation, written apart from the one in the ONOS application, and
compares both with the kernel's counters.  Algorithm and evidence: net/ipv4/route.c and net/ipv6/route.c
(fib_multipath_custom_hash_*), net/core/flow_dissector.c (flow_hash_from_keys).
"""

from __future__ import annotations

import ipaddress
import struct

MASK32 = 0xFFFFFFFF
MASK64 = 0xFFFFFFFFFFFFFFFF
TCP = 6
JHASH_INITVAL = 0xDEADBEEF

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def _rotl64(value: int, bits: int) -> int:
    return ((value << bits) | (value >> (64 - bits))) & MASK64


def siphash24(key0: int, key1: int, message: bytes) -> int:
    """SipHash-2-4 (Aumasson and Bernstein) of a message, as a 64-bit number."""
    v0, v1 = key0 ^ 0x736F6D6570736575, key1 ^ 0x646F72616E646F6D
    v2, v3 = key0 ^ 0x6C7967656E657261, key1 ^ 0x7465646279746573

    def rounds(count: int) -> None:
        nonlocal v0, v1, v2, v3
        for _ in range(count):
            v0 = (v0 + v1) & MASK64
            v1 = _rotl64(v1, 13) ^ v0
            v0 = _rotl64(v0, 32)
            v2 = (v2 + v3) & MASK64
            v3 = _rotl64(v3, 16) ^ v2
            v0 = (v0 + v3) & MASK64
            v3 = _rotl64(v3, 21) ^ v0
            v2 = (v2 + v1) & MASK64
            v1 = _rotl64(v1, 17) ^ v2
            v2 = _rotl64(v2, 32)

    whole = len(message) - len(message) % 8
    last = message[whole:].ljust(7, b"\0") + bytes([len(message) & 0xFF])
    for (word,) in struct.iter_unpack("<Q", message[:whole] + last):
        v3 ^= word
        rounds(2)
        v0 ^= word
    v2 ^= 0xFF
    rounds(4)
    return v0 ^ v1 ^ v2 ^ v3


def jhash_2words(first: int, second: int) -> int:
    """The kernel's jhash_2words(first, second, 0)."""
    initial = (JHASH_INITVAL + (2 << 2)) & MASK32
    a, b, c = (first + initial) & MASK32, (second + initial) & MASK32, initial

    def rotl(value: int, bits: int) -> int:
        return ((value << bits) | (value >> (32 - bits))) & MASK32

    for (x, y), bits in zip("cb ac ba cb ac ba cb".split(), (14, 11, 25, 16, 4, 14, 24)):
        words = {"a": a, "b": b, "c": c}
        words[x] = ((words[x] ^ words[y]) - rotl(words[y], bits)) & MASK32
        a, b, c = words["a"], words["b"], words["c"]
    return c


def _flow_keys(src: Address, dst: Address, sport: int, dport: int) -> bytes:
    """struct flow_keys from `basic` on, in the order that makes the hash symmetric (little-endian machines)."""
    low, high = src.packed, dst.packed
    if src.version == 4:
        if low[::-1] > high[::-1]:
            low, high = high, low
    elif low > high:
        low, high = high, low
    first, second = struct.pack("!H", sport), struct.pack("!H", dport)
    if first[::-1] > second[::-1]:
        first, second = second, first
    return struct.pack("<HBB24x", 0, TCP, 0) + first + second + bytes(4) + low + high + bytes(4)


def flow_hash(src: Address, dst: Address, sport: int, dport: int, seed: int) -> int:
    """The 32-bit hash of a TCP flow under fib_multipath_hash_seed=seed (not zero)."""
    key = (seed << 32) | seed
    return siphash24(key, key, _flow_keys(src, dst, sport, dport)) & MASK32 or 1


def policy3_hash(src: Address, dst: Address, sport: int, dport: int, seed: int) -> int:
    """The 31-bit number with which a router of policy 3 picks the next hop of a forwarded packet."""
    return jhash_2words(flow_hash(src, dst, sport, dport, seed), 0) >> 1


def choose(hash31: int, weights: list[int]) -> int:
    """Index of the next hop for a 31-bit hash: the first whose upper bound is not below it."""
    total, cumulative = sum(weights), 0
    for index, weight in enumerate(weights):
        cumulative += weight
        if hash31 <= ((cumulative << 31) + total // 2) // total - 1:
            return index
    raise ValueError(f"hash {hash31} is above 31 bits")
