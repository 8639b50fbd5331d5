# SPDX-License-Identifier: Apache-2.0
"""A fabric that is too large to be painted in one frame."""

import pytest

from crosslayer_lab.page.benchmark import PAGES
from crosslayer_lab.page.generated import Connections, FatTree
from crosslayer_lab.page.played import PlayedOnos, Scene

pytestmark = pytest.mark.page

CRISP = ("crosslayer.fabric.surface.transform.toString() === String(crosslayer.fabric.picture.ready.transform)"
         " && !crosslayer.fabric.picture.busy")
# Whether any pixel of the lower canvas is painted.
PAINTED = """(() => {
  const {lower} = crosslayer.fabric.surface;
  return lower.getImageData(0, 0, lower.canvas.width, lower.canvas.height).data.some(value => value > 0);
})()"""


@pytest.fixture(scope="module", name="server")
def large_fabric():
    """A fat-tree of 2,000 cables, whose traffic changes often."""
    fabric = FatTree(16, 1)
    with PlayedOnos(PAGES, Scene(fabric, Connections(fabric, 200, 1), seconds_between=0.2)) as server:
        yield server


def test_it_is_painted_and_crisp_again_after_it_was_moved(page):
    page.wait("painted", lambda: page.script(CRISP))
    assert page.script(PAINTED)
    page.script("crosslayer.fabric.surface.by(3)")
    page.wait("crisp", lambda: page.script(CRISP))
    assert page.script("crosslayer.fabric.picture.ready.transform.k") == 3
    assert page.script(PAINTED)


def test_names_of_layers_are_beside_the_fabric(page):
    assert page.script("crosslayer.fabric.places.layers") == ["Edge", "Aggregation", "Core"]
    left, right = page.script("""(() => {
      const {lower, left} = crosslayer.fabric.surface;
      lower.font = '600 11px system-ui, sans-serif';
      return [left, 8 + lower.measureText('Aggregation').width];
    })()""")
    assert right < left


def test_a_selection_is_drawn_over_it(page):
    page.wait("painted", lambda: page.script(CRISP))
    page.click("#connections .space .row")
    page.wait("lanes", lambda: page.script("crosslayer.fabric.highlighted().length"))
    assert all(lane["out"] and lane["back"] for lane in page.script("crosslayer.fabric.highlighted()"))
