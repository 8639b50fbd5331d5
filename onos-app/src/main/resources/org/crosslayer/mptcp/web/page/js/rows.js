// SPDX-License-Identifier: Apache-2.0
// Which rows a table shows, in which order. Plain functions without a page.
import {byName} from './format.js';

/** Rows that have every word of the search in their `text`. */
export function matching(rows, search) {
  const words = search.toLowerCase().split(/\s+/).filter(word => word);
  return words.length ? rows.filter(row => words.every(word => row.text.includes(word))) : rows;
}

/** Sorted by a field; what is equal there by name, what is not known last. */
export function sorted(rows, field, down) {
  const sign = down ? -1 : 1;
  return rows.slice().sort((one, other) => {
    const a = one[field] ?? null;
    const b = other[field] ?? null;
    if (a === null || b === null) {
      return (a === null) - (b === null) || plain(one, other);
    }
    const order = typeof a === 'number' ? a - b : a === b ? 0 : byName(a, b);
    return order * sign || plain(one, other);
  });
}

// Collators are slow: names decide often, between rows that are idle.
function plain(one, other) {
  return one.name < other.name ? -1 : one.name > other.name ? 1 : 0;
}
