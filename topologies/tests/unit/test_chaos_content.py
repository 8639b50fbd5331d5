# SPDX-License-Identifier: Apache-2.0
"""The receiver of a transfer finds every wrong byte and every wrong length."""

import pytest

from crosslayer_lab.chaos.content import BLOCK, Check, Content

LENGTH = 3 * BLOCK + 5


def checked(data, size=1000):
    check = Check("7/up", LENGTH)
    for begin in range(0, len(data), size):
        check.add(data[begin:begin + size])
    check.end()
    return check.problem


@pytest.mark.parametrize("size", [1, 999, BLOCK, LENGTH])
def test_the_right_bytes_are_right_in_whatever_pieces(size):
    content, data = Content("7/up"), b""
    while len(data) < LENGTH:
        data += content.take(min(size, LENGTH - len(data)))
    assert checked(data) == ""
    assert checked(data, size=BLOCK + 1) == ""


@pytest.mark.parametrize("place", [0, 1, BLOCK, LENGTH - 1])
def test_a_wrong_byte_is_found(place):
    data = bytearray(Content("7/up").take(LENGTH))
    data[place] ^= 1
    assert checked(bytes(data)) == f"wrong byte at {place}"


def test_a_wrong_length_is_found():
    data = Content("7/up").take(LENGTH + 1)
    assert checked(data) == f"{LENGTH + 1} bytes instead of {LENGTH}"
    assert checked(data[:LENGTH - 1]) == f"{LENGTH - 1} bytes instead of {LENGTH}"
    assert checked(b"") == f"0 bytes instead of {LENGTH}"


def test_what_is_doubled_or_out_of_place_is_found():
    data = Content("7/up").take(LENGTH)
    assert checked(data[:BLOCK] + data[:BLOCK] + data[BLOCK:2 * BLOCK + 5]).startswith("wrong byte at")
    assert checked(Content("8/up").take(LENGTH)).startswith("wrong byte at")
