// SPDX-License-Identifier: Apache-2.0
// Where devices and hosts are drawn, in the unit square.
import {layeredPlaces, layerNames, layersOf} from './layers.js';

const TICKS = 200;
// Many devices need fewer steps to be readable, and each step takes longer.
const TICKS_MANY = 80;
const MANY = 400;

/** {devices: [[x, y]], hosts: [[x, y]], layers: names from the bottom or null} */
export function placesOf(fabric) {
  const layer = layersOf(fabric);
  const devices = layer ? layeredPlaces(fabric, layer) : forcePlaces(fabric);
  return {devices, hosts: hostPlaces(fabric, devices, layer !== null), layers: layer && layerNames(layer)};
}

/** Places by D3's force simulation, always the same for the same fabric. */
function forcePlaces(fabric) {
  const nodes = fabric.devices.map((_, index) => ({index}));
  const links = fabric.cables.map(({a, b}) => ({source: a, target: b}));
  const simulation = d3.forceSimulation(nodes).stop()
    .force('cables', d3.forceLink(links).distance(30))
    .force('apart', d3.forceManyBody().strength(-120))
    .force('x', d3.forceX().strength(0.03)).force('y', d3.forceY().strength(0.05));
  simulation.tick(nodes.length > MANY ? TICKS_MANY : TICKS);
  return unit(nodes.map(({x, y}) => [x, y]));
}

function unit(places) {
  const scaled = [0, 1].map(axis => {
    const [low, high] = d3.extent(places, place => place[axis]);
    return value => high > low ? (value - low) / (high - low) : 0.5;
  });
  return places.map(place => place.map((value, axis) => scaled[axis](value)));
}

/** Hosts hang below their first device in a layered fabric, around it in any other. */
function hostPlaces(fabric, devices, layered) {
  const beside = new Map();
  fabric.hosts.forEach((host, index) => {
    if (host.at.length) {
      const at = host.at[0];
      beside.set(at, [...beside.get(at) ?? [], index]);
    }
  });
  const places = [];
  const width = 1 / Math.max(1, beside.size);
  for (const [device, hosts] of beside) {
    hosts.forEach((host, i) => {
      const [x, y] = devices[device];
      const turn = 2 * Math.PI * (i + 0.5) / hosts.length;
      places[host] = layered ? [x + (i - (hosts.length - 1) / 2) * width / hosts.length * 0.8, y + 0.24]
        : [x + 0.03 * Math.cos(turn), y + 0.04 * Math.sin(turn)];
    });
  }
  return places;
}
