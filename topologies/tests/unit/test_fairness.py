# SPDX-License-Identifier: Apache-2.0
"""Table and findings of the fairness experiment."""

from experiments.fairness.run import findings, table

EXPECTED = {"crosslayer_jain_at_least": 0.95}


def rows(crosslayer: float) -> list[dict]:
    """Two runs of three schemes."""
    jains = {"random-1-1": 0.99, "random-1-8": 0.62, "crosslayer": crosslayer}
    return [{"scheme": scheme, "repeat": repeat, "jain": value, "goodput_bps": [1e6, 3e6], "subflows": [1, 8]}
            for scheme, value in jains.items() for repeat in (1, 2)]


def test_crosslayer_has_to_be_fair_and_fairer_than_many_random_ports():
    assert [good for _, good in findings(rows(0.99), EXPECTED)] == [True, True]
    assert [good for _, good in findings(rows(0.90), EXPECTED)] == [False, True]
    assert [good for _, good in findings(rows(0.60), EXPECTED)] == [False, False]


def test_the_table_has_both_connections():
    assert table(rows(0.99)).splitlines()[3].split() == ["random-1-8", "1.0", "8.0", "1.00", "3.00", "0.620"]
