# SPDX-License-Identifier: Apache-2.0
"""Commands and settings that Markdown pages name are there: of `./crosslayer`, of ONOS's command line, of the agent."""

import contextlib
import importlib
import io
import re
from functools import cache

import markdown_pages as md
import pytest
from crosslayer_lab.__main__ import VERBS
from crosslayer_lab.experiment import MODULES

ROOT = md.ROOT
COMMAND = re.compile(r"\./crosslayer((?: +[^\s|>;&#)]+)+)")
# NAME, [options], N ... : what the reader puts something else for.
PLACEHOLDER = re.compile(r"^\[|^[A-Z][A-Z_:-]*$|\.\.\.")
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")
# Verbs that are not read by the modules of VERBS, and the text that tells their options.
USAGE = {"ecmp-check": "onos-app/ecmp-check/src/main/resources/org/crosslayer/ecmpcheck/usage.txt",
         "simulate": "topologies/simulator/src/main/resources/org/crosslayer/simulator/usage.txt",
         "benchmark": "onos-app/benchmarks/src/main/resources/org/crosslayer/benchmarks/usage.txt",
         "benchmark agents": "onos-app/agent-load/src/main/java/org/crosslayer/agentload/Options.java",
         "package": "packaging/package", "setup": "crosslayer", "build": "crosslayer"}
# Not commands of ONOS: threads, kernels' own names.
OTHER_NAMES = {"mptcp-events"}
AGENT = ROOT / "host-agent/src/main"


def commands():
    """Each `./crosslayer ...` of the pages and the first page that has it."""
    found = {}
    for page in md.pages():
        for line in md.code_lines(md.read(page)):
            for words in COMMAND.findall(line):
                found.setdefault(" ".join(words.split()).rstrip(".,:"), str(page.relative_to(ROOT)))
    return found


@cache
def help_of(*words):
    """What a verb of Python says of itself."""
    verb, *rest = words
    with contextlib.redirect_stdout(io.StringIO()) as told, contextlib.suppress(SystemExit):
        importlib.import_module(f"crosslayer_lab.{VERBS[verb]}").parse([*rest, "--help"])
    return told.getvalue()


def problem(line):
    """What is wrong with a command; empty if nothing is."""
    verb, *words = line.split()
    known = set(re.findall(r"^  ([a-z-]+) ", (ROOT / "crosslayer").read_text(encoding="utf-8"), re.MULTILINE))
    if verb not in known | {"-h", "--help"}:
        return f"no verb '{verb}'"
    if not words:
        return ""
    if [verb, *words][:2] == ["benchmark", "agent-storm"]:
        verb, words = "agent-storm", words[1:]
    if verb in VERBS and not any(PLACEHOLDER.search(word) or word in ("-h", "--help") for word in words):
        return mistake(verb, words)
    return "".join(f"no option {option} of '{verb}'" for option in OPTION.findall(line)
                   if not re.search(rf"(?<![\w-]){option}(?![\w-])", usage(verb, words)) and option != "--help")


def mistake(verb, words):
    """What the verb itself says of a complete command line."""
    try:
        importlib.import_module(f"crosslayer_lab.{VERBS[verb]}").parse(words)
    except SystemExit as end:
        return f"refused (status {end.code}): {verb} {' '.join(words)}"
    return ""


def usage(verb, words):
    """The text that names the options of a command."""
    if verb in VERBS:
        more = [words[0]] if words and (words[0] in MODULES or verb == "pki") else []
        return help_of(verb, *more)
    name = " ".join([verb, *words[:1]])
    return (ROOT / USAGE.get(name, USAGE[verb])).read_text(encoding="utf-8")


@pytest.mark.parametrize("line, page", commands().items(), ids=lambda text: text)
def test_every_command_of_crosslayer_is_one(line, page, capsys):
    assert problem(line) == "", f"in {page}: {capsys.readouterr().err}"


@pytest.mark.parametrize("line", ["fly", "lab --wings", "lab --topology moebius", "experiment NAME --wings",
                                  "test moon", "experiment none", "pki agent NAME --wings", "simulate --wings",
                                  "benchmark agents --wings"])
def test_a_command_that_is_none_is_found(line, capsys):
    assert problem(line)
    capsys.readouterr()


def onos_commands():
    """The names of ONOS commands in the application's sources."""
    return {name for source in (ROOT / "onos-app/src/main/java").rglob("*.java")
            for name in re.findall(r'@Command\([^)]*?name = "([^"]+)"', source.read_text(encoding="utf-8"), re.DOTALL)}


def test_every_onos_command_that_is_named_exists_and_every_one_is_named():
    there, named = onos_commands(), {}
    for page in md.pages():
        for name in re.findall(r"(?<![\w./-])mptcp-[a-z][a-z-]*[a-z](?![\w-])", md.read(page)):
            named.setdefault(name, str(page.relative_to(ROOT)))
    assert len(there) > 5
    assert {name: page for name, page in named.items() if name not in there | OTHER_NAMES} == {}
    assert there - named.keys() == set()


def settings():
    """The keys of the agent's settings, as its source has them."""
    source = (AGENT / "java/org/crosslayer/agent/config/Setting.java").read_text(encoding="utf-8")
    return {name.lower().replace("_", "-") for name in re.findall(r"^    ([A-Z_]+)\(Kind\.", source, re.MULTILINE)}


def keys(text):
    """The keys that a configuration file sets, also those that are commented out."""
    return set(re.findall(r"^ *#?([a-z][a-z-]*) *=", text, re.MULTILINE))


@pytest.mark.parametrize("file", ["host-agent/src/main/dist/etc/crosslayer-agent.conf"])
def test_configuration_files_name_every_setting(file):
    assert keys((ROOT / file).read_text(encoding="utf-8")) == settings()


def test_the_agents_page_names_every_setting():
    rows = [row for row in md.read(ROOT / "host-agent/README.md").splitlines() if row.startswith("| `--")]
    assert {option[2:] for row in rows for option in OPTION.findall(row.split("|")[1])} >= settings()


def test_settings_that_pages_use_exist():
    for page in (ROOT / "docs").rglob("*.md"):
        text = md.read(page)
        for line in md.code_lines(text):
            run = re.match(r" *(?:\$ )?(?:sudo )?\S*crosslayer-agent run (.*)", line)
            used = {option[2:] for option in OPTION.findall(run[1] if run else "")}
            assert used <= settings() | {"config", "help"}, f"{page.name}: {line}"
        for block in re.findall(r"^```hocon\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
            assert keys(block) <= settings(), page.name


def test_verbs_of_the_agent_that_pages_use_exist():
    sources = "\n".join(path.read_text(encoding="utf-8") for path in (AGENT / "java").rglob("*.java"))
    verbs = set(re.findall(r'@Command\([^)]*?name = "([a-z]+)"', sources, re.DOTALL))
    assert {"run", "list", "events", "plans"} <= verbs
    for page in md.pages():
        for line in md.code_lines(md.read(page)):
            for verb in re.findall(r"(?:^|[ /$])crosslayer-agent ([a-z]+)(?![\w./-])", line):
                assert verb in verbs, f"{page.relative_to(ROOT)}: {line}"
