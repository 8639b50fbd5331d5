# SPDX-License-Identifier: Apache-2.0
"""Text tables."""

from crosslayer_lab.table import text_table


def test_columns_are_as_wide_as_needed_and_numbers_to_the_right():
    assert text_table(["scheme", "s"], [["tcp", 1.5], ["crosslayer-2", 10]]) == (
        "scheme          s\n"
        "------------  ---\n"
        "tcp           1.5\n"
        "crosslayer-2   10")


def test_a_table_may_be_empty():
    assert text_table(["a", "b"], []) == "a  b\n-  -"
