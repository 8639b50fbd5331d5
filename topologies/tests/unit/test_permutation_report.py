# SPDX-License-Identifier: Apache-2.0
"""Table and findings of the permutation experiment."""

import pytest

from experiments.permutation.plot import plot
from experiments.permutation.report import findings, of_optimum, table

EXPECTED = {"crosslayer_of_prediction_at_least": 0.95}


def rows(crosslayer: float = 0.88, worst: float = 0.86) -> list[dict]:
    """Rows of two seeds; the first of 16 connections is the worst one."""
    values = {"optimum": (0.9, 0.9), "tcp": (0.6, 0.3), "random-8": (0.8, 0.6), "crosslayer": (crosslayer, worst)}
    return [{"scheme": scheme, "seed": seed, "mean": mean, "worst": low, "jain": 0.99,
             "goodput_bps": [low * 5e6] + [(16 * mean - low) / 15 * 5e6] * 15, "subflows_mean": 1.5, "fluid_mean": 1.0,
             "fluid_worst": 1.0, "busy": 0.15, "predicted_mean": 1.0, "predicted_worst": 0.99}
            for scheme, (mean, low) in values.items() for seed in (1, 2)]


def test_the_worst_connection_is_compared_with_itself_in_the_optimum():
    measured = rows()
    for row in measured:
        if row["scheme"] == "optimum":
            row["goodput_bps"] = [4.3e6] + [4.5e6] * 15
    assert of_optimum(measured, "crosslayer") == pytest.approx((0.88 / 0.9, (16 * 0.88 - 0.86) / 15 / 0.9))


def test_the_table_has_a_line_for_each_scheme_with_measured_and_predicted_parts_of_the_optimum():
    text = table(rows())
    lines = text.splitlines()
    assert [line.split()[0] for line in lines[2:6]] == ["optimum", "tcp", "random-8", "crosslayer"]
    assert lines[5].split() == ["crosslayer", "0.880", "0.860", "0.990", "1.5", "0.978", "1.000", "0.956", "0.990"]
    assert "16 connections, 2 permutations" in text
    assert "15 % busy at most" in text


@pytest.mark.parametrize("measured, good", [
    (rows(), [True, True, True, True]), (rows(crosslayer=0.79, worst=0.7), [False, True, False, False]),
    (rows(worst=0.5), [True, False, True, False])], ids=["good", "mean", "worst"])
def test_crosslayer_has_to_be_above_random_ports_and_near_the_prediction(measured, good):
    assert [met for _, met in findings(measured, EXPECTED)] == good


def test_the_plot_takes_any_selection_of_random_ports(tmp_path):
    plot(rows(), tmp_path / "permutation.png")
    assert (tmp_path / "permutation.png").stat().st_size > 10_000
