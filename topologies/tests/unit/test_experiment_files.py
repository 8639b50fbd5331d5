# SPDX-License-Identifier: Apache-2.0
"""What an experiment writes: CSV, plot and JSON, from the rows that it has measured."""

import csv
import json
import struct

import pytest
import rows as made_up

from crosslayer_lab.errors import LabError
from crosslayer_lab.experiment import MODULES, _check_writable, load, main, parse, write

ROWS = {"cloudnet2013": made_up.cloudnet2013(), "parallel-paths": made_up.parallel_paths()}
COLUMNS = {"cloudnet2013": ["size_bytes", "scheme", "seconds"],
           "parallel-paths": ["paths", "scheme", "goodput_bps", "max_flow_bps", "subflows",
                              "subflows_on_intended_path"]}


@pytest.fixture(params=ROWS)
def written(request, tmp_path):
    """Name of an experiment and the folder that it has written into."""
    name = request.param
    experiment, options = parse([name, "--out", str(tmp_path), "--json", str(tmp_path / "rows.json")])
    files = write(experiment, options, ROWS[name])
    assert list(files) == [tmp_path / f"{name}.csv", tmp_path / f"{name}.png", tmp_path / "rows.json"]
    return name, tmp_path


def test_json_has_the_name_and_the_rows_and_nothing_else(written):
    name, folder = written
    assert json.loads((folder / "rows.json").read_text(encoding="utf-8")) == {"experiment": name, "rows": ROWS[name]}


def test_csv_has_a_line_for_each_row_and_the_values_of_a_list_apart_by_blanks(written):
    name, folder = written
    with open(folder / f"{name}.csv", encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    assert list(lines[0]) == COLUMNS[name]
    assert len(lines) == len(ROWS[name])
    for line, row in zip(lines, ROWS[name]):
        for column, value in row.items():
            expected = " ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
            assert line[column] == expected


def test_the_plot_is_a_png_of_readable_size(written):
    name, folder = written
    content = (folder / f"{name}.png").read_bytes()
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", content[16:24])
    assert width > 800
    assert height > 400
    assert content.endswith(b"IEND\xaeB`\x82")


def test_without_json_only_csv_and_plot_are_written(tmp_path):
    experiment, options = parse(["cloudnet2013", "--out", str(tmp_path)])
    write(experiment, options, ROWS["cloudnet2013"])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cloudnet2013.csv", "cloudnet2013.png"]


def test_results_that_cannot_be_written_are_noticed_before_the_run(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    _, options = parse(["cloudnet2013", "--out", str(tmp_path / "file" / "below")])
    with pytest.raises(LabError, match="cannot write the results: .*below"):
        _check_writable(options)


def measured(monkeypatch, tmp_path, rows: list[dict], *words: str) -> int:
    """Exit status of the experiment if it had measured these rows."""
    monkeypatch.setattr(load("cloudnet2013"), "run", lambda options: rows)
    return main(["cloudnet2013", "--out", str(tmp_path), *words])


def test_the_whole_verb_prints_its_table_and_whether_it_is_as_expected(monkeypatch, tmp_path, capsys):
    assert measured(monkeypatch, tmp_path, made_up.cloudnet2013()) == 0
    out = capsys.readouterr().out
    assert "tcp/crosslayer-2  paper" in out
    assert out.count("as expected: ") == 3


def test_a_result_that_is_not_as_expected_is_status_3_unless_quick(monkeypatch, tmp_path, capsys):
    bad = made_up.cloudnet2013(crosslayer=1.5)
    assert measured(monkeypatch, tmp_path, bad) == 3
    assert "NOT AS EXPECTED: tcp/crosslayer-2 is 1.50 to 1.50" in capsys.readouterr().out
    assert measured(monkeypatch, tmp_path, bad, "--quick") == 0
    assert "NOT AS EXPECTED" in capsys.readouterr().out


def test_every_experiment_of_the_issue_is_known():
    assert {"cloudnet2013", "parallel-paths"} <= set(MODULES)
