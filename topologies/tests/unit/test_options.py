# SPDX-License-Identifier: Apache-2.0
"""Options of the verbs that are written in Python, without the detour by the shell."""

import pytest

from crosslayer_lab.__main__ import main
from crosslayer_lab.experiment import MODULES, expected, load, parse

MISTAKES = {
    "test bogus": "unknown tier 'bogus': expected unit, fuzz, root, onos, e2e",
    "test --bogus": "unrecognized arguments: --bogus",
    "clean bogus": "unrecognized arguments: bogus",
    "lab --topology ring": "argument --topology: 'ring': expected cloudnet2013, parallel-paths:N (N from 1 to 64), "
                           "leaf-spine:LEAVESxSPINES[:HOSTS_PER_LEAF] (at most 255 links) or fat-tree:K (K 2, 4, 6)",
    "lab --topology parallel-paths:65": "argument --topology: paths must be 1 to 64, not 65",
    "lab --topology cloudnet2013:3": "'cloudnet2013:3': expected cloudnet2013, ",
    "lab --topology fat-tree:5": "a fat-tree of the lab has routers of 2, 4, 6 ports, not 5",
    "lab --topology leaf-spine:90x4": "at most 255 links",
    "lab --topology leaf-spine:2": "'leaf-spine:2': expected cloudnet2013, ",
    "lab --rate 0": "argument --rate: '0': expected a whole number, at least 1",
    "lab --rate fast": "argument --rate: 'fast': expected a whole number, at least 1",
    "lab --router magic": "argument --router: invalid choice: 'magic'",
    "lab --rate": "argument --rate: expected one argument",
    "experiment": "the following arguments are required: NAME",
    "experiment bogus": "invalid choice: 'bogus'",
    "experiment cloudnet2013 --repeats 0": "argument --repeats: '0': expected a whole number, at least 1",
    "experiment cloudnet2013 --rate -3": "argument --rate: '-3': expected a whole number, at least 1",
    "experiment cloudnet2013 --json": "argument --json: expected one argument",
    "experiment parallel-paths --paths 2 9": "argument --paths: '9': expected a whole number from 2 to 8",
    "experiment parallel-paths --paths 1": "argument --paths: '1': expected a whole number from 2 to 8",
    "experiment parallel-paths --seconds 0": "argument --seconds: '0': expected a whole number, at least 1",
    "experiment plan-latency --paths x": "argument --paths: 'x': expected a whole number from 2 to 8",
    "experiment permutation --seconds 3": "argument --seconds: '3': expected a whole number, at least 4",
    "experiment landing --topology ring": "argument --topology: 'ring': expected cloudnet2013, ",
    "experiment agent-footprint --connections 0": "argument --connections: '0': expected a whole number, at least 1",
    "chaos --seed x": "argument --seed: 'x': expected a whole number from 0 to 4294967295",
    "chaos --faults many": "argument --faults: 'many': expected a whole number from 0 to 100000",
    "chaos --faults 200 --transfers 47": "argument --transfers: 47: 200 faults are 4 rounds, each of at least 12",
    "chaos --onos-nodes 9": "argument --onos-nodes: '9': expected a whole number from 1 to 4",
    "chaos --topology ring": "argument --topology: 'ring': expected cloudnet2013, ",
}


@pytest.mark.parametrize("line", MISTAKES)
@pytest.mark.parametrize("check", [[], ["--check"]], ids=["run", "check"])
def test_a_mistake_is_one_clear_line_and_status_2(line, check, capsys):
    with pytest.raises(SystemExit) as end:
        main(check + line.split())
    out, error = capsys.readouterr()
    assert (end.value.code, out) == (2, "")
    assert MISTAKES[line] in error.splitlines()[-1]


@pytest.mark.parametrize("line", ["test unit e2e", "lab --topology parallel-paths:64", "lab --topology fat-tree:4",
                                  "lab --topology leaf-spine:2x4:3", "clean --build",
                                  "experiment cloudnet2013 --quick --repeats 1 --rate 10"])
def test_checking_a_correct_line_says_and_does_nothing(line, capsys):
    assert main(["--check", *line.split()]) == 0
    assert capsys.readouterr() == ("", "")


def test_an_unknown_verb_is_named(capsys):
    assert main(["bogus"]) == 2
    assert capsys.readouterr().err == (
        "crosslayer: unknown verb 'bogus': expected test, experiment, lab, chaos, clean, fuzz, pki, agent-storm, "
        "page\n")


@pytest.mark.parametrize("name", MODULES)
def test_every_experiment_has_all_that_the_command_needs(name, capsys, tmp_path):
    experiment, options = parse([name, "--quick", "--json", str(tmp_path / "rows.json")])
    assert options.quick
    assert options.out.name == name
    assert experiment is load(name)
    for part in ("run", "table", "plot", "findings"):
        assert callable(getattr(experiment, part))
    assert experiment.SUMMARY
    assert isinstance(expected(name), dict)
    with pytest.raises(SystemExit) as end:
        parse([name, "--help"])
    assert end.value.code == 0
    assert experiment.SUMMARY[:20] in capsys.readouterr().out
