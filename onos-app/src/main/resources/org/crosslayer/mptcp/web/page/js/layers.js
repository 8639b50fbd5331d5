// SPDX-License-Identifier: Apache-2.0
// Leaf-spine and fat-tree: which layer a device is in, and where it goes. Plain functions without a page.
import {byName} from './format.js';

const MOST_LAYERS = 4;
/** As a share of the room of a device. */
const POD_GAP = 0.4;
const NAMES = {1: ['Leaf'], 2: ['Leaf', 'Spine'], 3: ['Edge', 'Aggregation', 'Core'],
               4: ['Edge', 'Aggregation', 'Core', 'Super-core']};

/**
 * Layer of each device: its distance from the nearest device that has hosts.
 *
 * `fabric` has `devices` [{name}], `cables` [{a, b}] by device index and `hosts` [{at: [device index]}]. Null if the
 * fabric is not layered: every cable has to lead from a layer to the next.
 */
export function layersOf(fabric) {
  const neighbours = adjacency(fabric);
  const layer = new Array(fabric.devices.length).fill(-1);
  let front = [...new Set(fabric.hosts.flatMap(host => host.at))];
  front.forEach(device => { layer[device] = 0; });
  while (front.length) {
    const next = [];
    for (const device of front) {
      for (const other of neighbours[device]) {
        if (layer[other] < 0) {
          layer[other] = layer[device] + 1;
          next.push(other);
        }
      }
    }
    front = next;
  }
  const good = layer.length > 0 && layer.every(at => at >= 0 && at < MOST_LAYERS)
    && fabric.cables.every(cable => Math.abs(layer[cable.a] - layer[cable.b]) === 1);
  return good ? layer : null;
}

function adjacency(fabric) {
  const neighbours = fabric.devices.map(() => []);
  for (const {a, b} of fabric.cables) {
    neighbours[a].push(b);
    neighbours[b].push(a);
  }
  return neighbours;
}

/** What people call the layers, from the hosts upwards. */
export function layerNames(layer) {
  return NAMES[Math.max(...layer) + 1];
}

/**
 * Pod of each device below the highest layer: what hangs together without that layer. With one pod alone, or as many
 * pods as devices, there is nothing to keep together.
 */
export function podsOf(fabric, layer) {
  const top = Math.max(...layer);
  const neighbours = adjacency(fabric);
  const pod = new Array(layer.length).fill(-1);
  let pods = 0;
  for (const start of byNameOrder(fabric)) {
    if (layer[start] === top || pod[start] >= 0) {
      continue;
    }
    const open = [start];
    pod[start] = pods;
    while (open.length) {
      for (const other of neighbours[open.pop()]) {
        if (layer[other] < top && pod[other] < 0) {
          pod[other] = pods;
          open.push(other);
        }
      }
    }
    pods++;
  }
  return pod;
}

function byNameOrder(fabric) {
  return fabric.devices.map((_, index) => index)
    .sort((one, other) => byName(fabric.devices[one].name, fabric.devices[other].name));
}

/** Places in the unit square, [x, y] of each device: the highest layer on top, pods together, then by name. */
export function layeredPlaces(fabric, layer) {
  const pod = podsOf(fabric, layer);
  const top = Math.max(...layer);
  const order = byNameOrder(fabric).sort((one, other) => pod[one] - pod[other]);
  const places = [];
  for (let level = 0; level <= top; level++) {
    const row = order.filter(device => layer[device] === level);
    let x = 0;
    const at = row.map((device, i) => {
      // Pods are apart, if they are more than single devices.
      const gap = i > 0 && pod[device] !== pod[row[i - 1]] && i > 1 && top > 1 ? POD_GAP : 0;
      x += i === 0 ? 0 : 1 + gap;
      return x;
    });
    row.forEach((device, i) => {
      places[device] = [(at[i] + 0.5) / (x + 1), top === 0 ? 0.5 : 1 - level / top];
    });
  }
  return places;
}
