# SPDX-License-Identifier: Apache-2.0
"""Bytes that either end can make by itself from a seed, so that the receiver knows what has to come."""

from __future__ import annotations

import hashlib

BLOCK = 16 * 1024


class Content:
    """A stream of bytes; no two of its blocks are alike, so what is lost, doubled or out of place is seen."""

    def __init__(self, seed: str):
        self._seed = seed
        self._block = 0
        self._left = b""

    def take(self, count: int) -> bytes:
        """The next so many bytes."""
        parts = [self._left]
        length = len(self._left)
        while length < count:
            parts.append(hashlib.shake_128(f"{self._seed}/{self._block}".encode()).digest(BLOCK))
            self._block += 1
            length += BLOCK
        data = b"".join(parts)
        self._left = data[count:]
        return data[:count]


class Check:
    """Compares what arrives with what has to come."""

    def __init__(self, seed: str, expected: int):
        self._content = Content(seed)
        self.expected = expected
        self.received = 0
        self.problem = ""
        self._digest = hashlib.sha256()

    def add(self, data: bytes) -> None:
        """The next bytes that have arrived."""
        right = self._content.take(len(data))
        self._digest.update(data)
        if data != right and not self.problem:
            place = next(index for index, pair in enumerate(zip(data, right)) if pair[0] != pair[1])
            self.problem = f"wrong byte at {self.received + place}"
        self.received += len(data)
        if self.received > self.expected and not self.problem:
            self.problem = f"{self.received} bytes instead of {self.expected}"

    def end(self) -> None:
        """Nothing more will come."""
        if self.received != self.expected and not self.problem:
            self.problem = f"{self.received} bytes instead of {self.expected}"

    @property
    def digest(self) -> str:
        """SHA-256 of what has arrived."""
        return self._digest.hexdigest()
