// SPDX-License-Identifier: Apache-2.0
import {bytes, endpoint, millis, percent, rate, since} from '../js/format.js';
import {same} from './check.js';

export function rates_have_three_digits_and_a_unit() {
  same([0, 999, 1000, 999_999, 12_345_678, 10_000_000_000].map(rate),
    ['0', '999 bit/s', '1 kbit/s', '1 Mbit/s', '12.3 Mbit/s', '10 Gbit/s']);
}

export function what_is_not_known_is_a_dash() {
  same([null, undefined, -1].map(rate), ['–', '–', '–']);
  same([percent(null), millis(0)], ['–', '–']);
}

export function shares_amounts_and_times() {
  same([0, 0.004, 0.5, 1].map(percent), ['0 %', '<1 %', '50 %', '100 %']);
  same([bytes(0), bytes(1500), bytes(123_456_789)], ['0 B', '1.5 kB', '123 MB']);
  same(millis(412), '0.412 ms');
  const now = Date.parse('2026-01-02T00:00:00Z');
  same([since('2026-01-01T23:59:30Z', now), since('2026-01-01T22:00:00Z', now), since('2025-12-30T00:00:00Z', now)],
    ['30 s', '2 h', '3 d']);
}

export function addresses_of_both_families() {
  same([endpoint('10.0.0.1', 80), endpoint('fd00::1', 80)], ['10.0.0.1:80', '[fd00::1]:80']);
}
