# SPDX-License-Identifier: Apache-2.0
"""Alerts, dashboard and figures, judged by Prometheus itself."""

from __future__ import annotations

import json
import re

import pytest
from first_use import ROOT, expressions

MONITORING = ROOT / "onos-app/monitoring"


def text_of(name: str) -> str:
    return (MONITORING / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module", name="tools")
def _tools(prometheus):
    for name in ("alerts.yml", "alerts-test.yml"):
        prometheus.bring(name, text_of(name))
    return prometheus


def test_prometheus_takes_the_alerts(tools):
    done = tools.tool("check rules --lint-fatal alerts.yml")
    assert done.returncode == 0, done.stdout


def test_each_alert_fires_when_it_should_and_only_then(tools):
    done = tools.tool("test rules alerts-test.yml")
    assert done.returncode == 0, done.stdout


def test_there_are_both_cases_of_each_alert():
    alerts = re.findall(r"^ +- alert: (\w+)", text_of("alerts.yml"), re.MULTILINE)
    cases = text_of("alerts-test.yml")
    assert [name for name in alerts if f"- name: {name} fires\n" not in cases] == []
    assert [name for name in alerts if f"- name: {name} is quiet\n" not in cases] == []


def test_prometheus_can_read_every_query_of_the_dashboard(tools):
    rules = [{"record": f"panel:{number}", "expr": text} for number, text in enumerate(expressions())]
    assert len(rules) > 30
    tools.bring("dashboard.yml", json.dumps({"groups": [{"name": "dashboard", "rules": rules}]}))
    done = tools.tool("check rules --lint=none dashboard.yml")
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("who", ["onos", "h1"])
def test_figures_are_as_prometheus_wants_them(tools, first_use, who):
    tools.bring("figures", first_use.figures[who])
    done = tools.tool("check metrics <figures")
    assert done.returncode == 0, done.stdout


def test_prometheus_reads_onos_and_agents(first_use):
    assert len(first_use.targets) == 3
    assert set(first_use.targets.values()) == {("up", "")}


def test_every_query_of_the_dashboard_has_an_answer(first_use):
    assert [text for text, series in first_use.panels.items() if not series] == []


def test_nothing_is_wrong_so_no_alert_fires(first_use):
    assert first_use.alerts == []
