// SPDX-License-Identifier: Apache-2.0
// How values are written.

const UNITS = ['bit/s', 'kbit/s', 'Mbit/s', 'Gbit/s', 'Tbit/s'];

/** A rate with three digits at most; a dash if it is not known. */
export function rate(bps) {
  if (bps === null || bps === undefined || bps < 0) {
    return '–';
  }
  if (bps < 1) {
    return '0';
  }
  // Rounded first, or 999,999 would become 1000 kbit/s.
  const rounded = Number(bps.toPrecision(3));
  const step = Math.min(UNITS.length - 1, Math.floor(Math.log10(rounded) / 3));
  return `${Number((rounded / 1000 ** step).toPrecision(3))} ${UNITS[step]}`;
}

/** A share of 1 in percent. */
export function percent(share) {
  if (share === null || share === undefined || Number.isNaN(share)) {
    return '–';
  }
  return `${share > 0 && share < 0.01 ? '<1' : Math.round(share * 100)} %`;
}

/** Microseconds as milliseconds. */
export function millis(micros) {
  return micros ? `${Number((micros / 1000).toPrecision(3))} ms` : '–';
}

/** A whole number with thousands apart. */
export function count(number) {
  return number.toLocaleString('en');
}

const BYTES = ['B', 'kB', 'MB', 'GB', 'TB'];

/** An amount of data. */
export function bytes(amount) {
  const step = amount < 1000 ? 0 : Math.min(BYTES.length - 1, Math.floor(Math.log10(amount) / 3));
  return `${Number((amount / 1000 ** step).toPrecision(3))} ${BYTES[step]}`;
}

/** Time since an ISO 8601 moment, in its largest unit. */
export function since(moment, now = Date.now()) {
  const seconds = Math.max(0, Math.round((now - Date.parse(moment)) / 1000));
  for (const [unit, size] of [['d', 86400], ['h', 3600], ['min', 60]]) {
    if (seconds >= size) {
      return `${Math.floor(seconds / size)} ${unit}`;
    }
  }
  return `${seconds} s`;
}

/** Address and port as a user would type them. */
export function endpoint(address, port) {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

/** Compares names so that r2 comes before r10. */
export const byName = new Intl.Collator('en', {numeric: true}).compare;
