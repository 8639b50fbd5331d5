// SPDX-License-Identifier: Apache-2.0
// What is under the pointer.
import {utilisation} from './fabric-model.js';
import {percent, rate} from './format.js';

const NEAR = 14;

/** What there is to tell of a place on the screen; `at` holds where devices and hosts are. */
export function textAt(fabric, at, x, y) {
  return deviceText(fabric, at, x, y) ?? hostText(fabric, at, x, y) ?? linkText(fabric, at, x, y);
}

function deviceText(fabric, at, x, y) {
  const device = fabric.devices[closest(at.devices, x, y)];
  return device && `${device.name} (${device.id})\nhash: ${device.hash ?? 'not known'}`;
}

function hostText(fabric, at, x, y) {
  const host = fabric.hosts[closest(at.hosts, x, y)];
  return host && `${host.addresses.join(', ') || host.id}\n${host.agent ? `agent ${host.agent}` : 'no agent'}`;
}

function linkText(fabric, at, x, y) {
  let best = null;
  let least = 6;
  for (const cable of fabric.cables) {
    const distance = toLine(x, y, at.devices[cable.a], at.devices[cable.b]);
    if (distance < least) {
      least = distance;
      best = cable;
    }
  }
  return best && [best.there, best.back].filter(index => index >= 0).map(index => describe(fabric.links[index]))
    .join('\n');
}

function describe(link) {
  const carries = link.up === false ? 'down' : `${rate(link.trafficBps)} of `
    + `${rate(link.rateBps)} (${percent(utilisation(link))}), planned ${rate(link.plannedBps)}`;
  return `${link.source}/${link.port} → ${link.destination}: ${carries}`;
}

function closest(places, x, y) {
  let least = NEAR;
  let found = -1;
  places.forEach((place, index) => {
    const distance = Math.hypot(place[0] - x, place[1] - y);
    if (distance < least) {
      least = distance;
      found = index;
    }
  });
  return found;
}

function toLine(x, y, [fromX, fromY], [toX, toY]) {
  const [dx, dy] = [toX - fromX, toY - fromY];
  const along = Math.max(0, Math.min(1, ((x - fromX) * dx + (y - fromY) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(x - fromX - along * dx, y - fromY - along * dy);
}
