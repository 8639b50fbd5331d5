# SPDX-License-Identifier: Apache-2.0
"""The parts of the lab's hash model, each by itself."""

import ipaddress
import random

import pytest

from crosslayer_lab.ecmp import choose, flow_hash, jhash_2words, siphash24

LARGEST = (1 << 31) - 1


@pytest.mark.parametrize("length, expected", [
    (0, 0x726FDB47DD0E0E31), (1, 0x74F839C593DC67FD), (7, 0xAB0200F58B01D137),
    (8, 0x93F5F5799A932462), (15, 0xA129CA6149BE45E5)])
def test_siphash_gives_the_numbers_of_its_authors(length, expected):
    assert siphash24(0x0706050403020100, 0x0F0E0D0C0B0A0908, bytes(range(length))) == expected


def test_jhash_stays_within_32_bits_and_depends_on_both_words():
    values = {jhash_2words(first, second) for first in (0, 1, 0xFFFFFFFF) for second in (0, 1, 0xFFFFFFFF)}
    assert len(values) == 9
    assert all(0 <= value < 1 << 32 for value in values)


@pytest.mark.parametrize("source, destination", [("10.0.1.2", "10.0.2.2"), ("fd00:0:1::2", "fd00:0:2::2")])
def test_a_flow_and_its_reverse_have_one_hash(source, destination):
    client, server = ipaddress.ip_address(source), ipaddress.ip_address(destination)
    for port in random.Random(1).sample(range(1, 65536), 50):
        assert flow_hash(client, server, port, 443, 7) == flow_hash(server, client, 443, port, 7)


def test_another_seed_is_another_hash():
    client, server = ipaddress.ip_address("10.0.1.2"), ipaddress.ip_address("10.0.2.2")
    assert len({flow_hash(client, server, 12345, 80, seed) for seed in range(1, 20)}) == 19


@pytest.mark.parametrize("weights", [[1], [1, 1], [1, 1, 1], [3, 1, 2], [256, 1], [7, 11, 256, 100]])
def test_every_hash_has_a_next_hop_and_shares_follow_the_weights(weights):
    assert choose(0, weights) == 0
    assert choose(LARGEST, weights) == len(weights) - 1
    step = LARGEST // 20_000
    counts = [0] * len(weights)
    for number in range(0, LARGEST, step):
        counts[choose(number, weights)] += 1
    for count, weight in zip(counts, weights):
        assert count / sum(counts) == pytest.approx(weight / sum(weights), abs=0.001)


def test_a_number_of_more_than_31_bits_is_refused():
    with pytest.raises(ValueError, match="above 31 bits"):
        choose(1 << 31, [1, 1])
