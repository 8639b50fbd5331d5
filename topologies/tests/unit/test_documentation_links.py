# SPDX-License-Identifier: Apache-2.0
"""Links of all Markdown pages lead to files and headings that there are."""

import re

import markdown_pages as md
import pytest

OUTSIDE = re.compile(r"[a-z]+:")


def dead(page, target):
    """Why a link of a page leads nowhere; empty if it does not."""
    if OUTSIDE.match(target):
        return ""
    path, _, anchor = target.partition("#")
    place = (page.parent / path).resolve() if path else page
    if not place.is_relative_to(md.ROOT) or md.is_made(place):
        return "not a part of the project"
    if not place.exists():
        return "no such file"
    if anchor and place.suffix == ".md" and anchor not in md.anchors(md.read(place)):
        return "no such heading"
    return ""


@pytest.mark.parametrize("page", md.pages(), ids=lambda page: str(page.relative_to(md.ROOT)))
def test_every_link_leads_somewhere(page):
    problems = {target: dead(page, target) for target in md.links(md.read(page))}
    assert not {target: problem for target, problem in problems.items() if problem}


def test_every_page_can_be_reached_from_the_readme():
    seen, todo = set(), [md.ROOT / "README.md"]
    while todo:
        page = todo.pop()
        if page.suffix != ".md" or page in seen or not page.exists():
            continue
        seen.add(page)
        todo += [(page.parent / target.partition("#")[0]).resolve() for target in md.links(md.read(page))
                 if not OUTSIDE.match(target)]
    assert set(md.pages()) - seen == set()


@pytest.mark.parametrize("target, problem", [
    ("README.md", ""), ("README.md#try-it", ""), ("https://example.org/none", ""),
    ("NONE.md", "no such file"), ("README.md#none", "no such heading"), ("../../etc", "not a part of the project"),
    ("build/README.md", "not a part of the project")])
def test_a_dead_link_is_found(target, problem):
    assert dead(md.ROOT / "CHANGELOG.md", target) == problem


def test_links_and_anchors_are_those_of_github():
    text = ("# A `b` of *c*: [d](x.md), e\n## Two\n## Two\n```\n# no\n[no](no)\n```\n"
            "[`f` g](y#z) ![h](i.png) `[no](no)`\n")
    assert md.anchors(text) == {"a-b-of-c-d-e", "two", "two-1"}
    assert md.links(text) == ["x.md", "y#z", "i.png"]
