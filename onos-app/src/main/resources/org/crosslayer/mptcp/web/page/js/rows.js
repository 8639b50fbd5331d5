// SPDX-License-Identifier: Apache-2.0
// Which rows a table shows, in which order. Plain functions without a page.
import {byName} from './format.js';

// So many rows are sorted until others may have their turn.
const PART = 256;

/** Rows that have every word of the search in their `text`. */
export function matching(rows, search) {
  const words = search.toLowerCase().split(/\s+/).filter(word => word);
  return words.length ? rows.filter(row => words.every(word => row.text.includes(word))) : rows;
}

/** Those of them that match a search, sorted by a field; what is equal there by name, what is not known last. */
export function sorted(rows, field, down, search = '') {
  const work = sorting(rows, field, down, search);
  let step = work.next();
  while (!step.done) {
    step = work.next();
  }
  return step.value;
}

/** The same in parts: yields after each, returns the rows. */
export function* sorting(rows, field, down, search = '') {
  const compare = order(field, down);
  let runs = [];
  for (let first = 0; first < rows.length; first += PART) {
    runs.push(matching(rows.slice(first, first + PART), search).sort(compare));
    yield;
  }
  while (runs.length > 1) {
    const longer = [];
    for (let i = 0; i < runs.length; i += 2) {
      longer.push(i + 1 < runs.length ? yield* merged(runs[i], runs[i + 1], compare) : runs[i]);
    }
    runs = longer;
  }
  return runs[0] ?? [];
}

function* merged(one, other, compare) {
  const rows = [];
  let i = 0;
  let j = 0;
  while (i < one.length && j < other.length) {
    rows.push(compare(one[i], other[j]) <= 0 ? one[i++] : other[j++]);
    if (rows.length % PART === 0) {
      yield;
    }
  }
  return rows.concat(one.slice(i), other.slice(j));
}

function order(field, down) {
  const sign = down ? -1 : 1;
  return (one, other) => {
    const a = one[field] ?? null;
    const b = other[field] ?? null;
    if (a === null || b === null) {
      return (a === null) - (b === null) || plain(one, other);
    }
    const way = typeof a === 'number' ? a - b : a === b ? 0 : byName(a, b);
    return way * sign || plain(one, other);
  };
}

// Collators are slow: names decide often, between rows that are idle.
function plain(one, other) {
  return one.name < other.name ? -1 : one.name > other.name ? 1 : 0;
}
