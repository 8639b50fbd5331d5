# SPDX-License-Identifier: Apache-2.0
"""The page's unit tests, in the browser that they are for."""

import pytest

pytestmark = pytest.mark.page

RUN = """
const [name, done] = arguments;
(async () => {
  const {failures} = await import(new URL('tests/check.js', document.baseURI));
  const tests = await import(new URL(`tests/${name}.test.js`, document.baseURI));
  done({failed: await failures(tests), count: Object.keys(tests).length});
})().catch(problem => done({failed: [String(problem)], count: 0}));
"""


@pytest.mark.parametrize("name", ["format", "layers", "rows", "slices", "store"])
def test_unit_tests_of_the_page(page, name):
    result = page.driver.execute_async_script(RUN, name)
    assert result["failed"] == [] and result["count"] > 0
