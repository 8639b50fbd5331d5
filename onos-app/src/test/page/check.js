// SPDX-License-Identifier: Apache-2.0
// Expectations of the page's unit tests.

/** Fails unless both are the same, as JSON. */
export function same(found, expected) {
  const [one, other] = [found, expected].map(value => JSON.stringify(value));
  if (one !== other) {
    throw new Error(`expected ${other}, found ${one}`);
  }
}

/** Runs exported functions; the failures as text. */
export async function failures(tests) {
  const found = [];
  for (const [name, test] of Object.entries(tests)) {
    try {
      await test();
    } catch (problem) {
      found.push(`${name}: ${problem.message}`);
    }
  }
  return found;
}
