# SPDX-License-Identifier: Apache-2.0
"""Table and findings of the permutation experiment."""

from experiments.permutation.report import findings, table

EXPECTED = {"crosslayer_of_optimum_at_least": 0.95}


def rows(crosslayer: float = 0.88, worst: float = 0.8) -> list[dict]:
    """Rows of two seeds."""
    values = {"optimum": (0.9, 0.85), "tcp": (0.6, 0.3), "random-8": (0.8, 0.6), "crosslayer": (crosslayer, worst)}
    return [{"scheme": scheme, "seed": seed, "mean": mean, "worst": low, "jain": 0.99, "goodput_bps": [4e6] * 16,
             "subflows_mean": 1.5, "fluid_mean": 1.0, "fluid_worst": 1.0}
            for scheme, (mean, low) in values.items() for seed in (1, 2)]


def test_the_table_has_a_line_for_each_scheme_with_its_part_of_the_optimum():
    lines = table(rows()).splitlines()
    assert [line.split()[0] for line in lines[2:6]] == ["optimum", "tcp", "random-8", "crosslayer"]
    assert lines[5].split() == ["crosslayer", "0.880", "0.800", "0.990", "1.5", "0.978", "1.000"]


def test_crosslayer_has_to_be_above_random_ports_and_near_the_optimum():
    assert all(good for _, good in findings(rows(), EXPECTED))
    assert [good for _, good in findings(rows(crosslayer=0.79), EXPECTED)] == [False, True, False]
    assert [good for _, good in findings(rows(worst=0.5), EXPECTED)] == [True, False, True]
