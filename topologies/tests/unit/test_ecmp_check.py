# SPDX-License-Identifier: Apache-2.0
"""`./crosslayer ecmp-check` as a user runs it: exit status, table, JSON, one line for a mistake."""

import csv
import json
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
VECTORS = ROOT / "onos-app/src/test/resources/vectors"
SAMPLES = ROOT / "onos-app/ecmp-check/samples"
# Ample: where nothing is built yet, the command builds first.
SECONDS = 900


def ecmp_check(*words, cwd=ROOT) -> subprocess.CompletedProcess:
    return subprocess.run([ROOT / "crosslayer", "ecmp-check", *map(str, words)], cwd=cwd, stdin=subprocess.DEVNULL,
                          capture_output=True, text=True, timeout=SECONDS, check=False)


@pytest.mark.parametrize("sample", sorted(SAMPLES.glob("*.csv")), ids=lambda path: path.stem)
def test_every_sample_is_predicted(sample):
    done = ecmp_check(sample.name, cwd=SAMPLES)
    assert done.returncode == 0, done.stderr
    assert "rows predicted: 100.00 %" in done.stdout


def test_resilient_groups_take_their_tables_from_a_file(tmp_path):
    report = tmp_path / "report.json"
    done = ecmp_check(VECTORS / "vectors-linux-resilient.csv", "--tables", VECTORS / "resilient_layouts.json",
                      "--json", report)
    assert done.returncode == 0, done.stderr
    told = json.loads(report.read_text(encoding="utf-8"))
    assert (told["rows"], told["matched"], told["rate"], told["mismatches"]) == (480, 480, 1, [])


def test_a_row_that_went_elsewhere_is_shown_and_fails(tmp_path):
    with open(SAMPLES / "linux.csv", encoding="utf-8") as sample:
        rows = list(csv.reader(line for line in sample if not line.startswith("#")))
    ways = rows[5][6].count("-") + 1
    rows[5][7] = str((int(rows[5][7]) + 1) % ways)
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("\n".join(",".join(row) for row in rows) + "\n", encoding="utf-8")
    done = ecmp_check("wrong.csv", "--json", "report.json", cwd=tmp_path)
    assert done.returncode == 1
    assert f"{len(rows) - 2} of {len(rows) - 1} rows predicted" in done.stdout
    assert "  line 6: " in done.stdout
    told = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert [(row["line"], row["observed"]) for row in told["mismatches"]] == [(6, rows[5][7])]


@pytest.mark.parametrize("text, expected", [
    ("src,dst,sport,dport,seed,weights,nexthop_index\n10.0.0.1,10.0.0.2,1,2,0,1-1,0\n",
     "rows.csv line 2 column seed: expected a whole number in 1..4294967295, found \"0\""),
    ("a,b\n1,2\n",
     "rows.csv line 1: no column says which hash it is: expected seed (Linux), selection (Open vSwitch) or ecmp, or "
     "the option --ecmp; found a,b")])
def test_bad_input_is_one_line_and_status_2(tmp_path, text, expected):
    (tmp_path / "rows.csv").write_text(text, encoding="utf-8")
    done = ecmp_check("rows.csv", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"./crosslayer ecmp-check: error: {expected}\n"
