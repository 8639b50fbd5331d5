// SPDX-License-Identifier: Apache-2.0
// Devices and hosts on the lower canvas: boxes with names where there is room, dots with names below them where there
// is a little, else dots.
import {colours} from './colours.js';

const FONT = '12px system-ui, sans-serif';
const SMALL = '11px system-ui, sans-serif';
const ROW = 12;
const BOX_ROOM = 22;
const NAME_ROOM = 6;
// So many are drawn until others may have their turn.
const PART = 150;

/** For each place how far its neighbours in the same row are, in pixels; rows are what is drawn at one height. */
export function roomsOf(places) {
  const rows = d3.group(places.keys(), index => places[index] ? Math.round(places[index][1] / ROW) : NaN);
  const rooms = new Array(places.length).fill(0);
  for (const row of rows.values()) {
    const xs = row.map(index => places[index]?.[0] ?? 0).sort(d3.ascending);
    const room = d3.min(d3.pairs(xs, (one, other) => other - one)) ?? Infinity;
    row.forEach(index => { rooms[index] = room; });
  }
  return rooms;
}

/** Width of the longest name of a device. */
export function widestName(context, fabric) {
  context.font = FONT;
  return d3.max(fabric.devices, device => context.measureText(device.name).width) ?? 0;
}

/** Draws these devices, in parts; `at` has rooms and the widest name too. */
export function* drawDevices(context, fabric, at, size, indices) {
  const colour = colours();
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.font = FONT;
  let drawn = 0;
  for (const index of indices) {
    if (++drawn % PART === 0) {
      yield;
    }
    const {name} = fabric.devices[index];
    const [x, y] = at.devices[index];
    const room = at.rooms[index];
    if (!inSight(x, y, size)) {
      continue;
    }
    if (room > at.widest + BOX_ROOM) {
      box(context, x, y, Math.max(34, context.measureText(name).width + 16), colour);
      context.fillStyle = colour.text;
      context.fillText(name, x, y + 0.5);
      continue;
    }
    dot(context, x, y, Math.max(1.8, Math.min(6, room / 3)), colour.edge);
    if (room > at.widest + NAME_ROOM) {
      label(context, name, x, y - 15, colour.text, colour.back);
    }
  }
}

function inSight(x, y, {width, height}) {
  return x > -60 && x < width + 60 && y > -20 && y < height + 20;
}

function dot(context, x, y, radius, colour) {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fillStyle = colour;
  context.fill();
}

/** A name that links behind it do not cross. */
export function label(context, text, x, y, colour, back) {
  context.lineWidth = 4;
  context.lineJoin = 'round';
  context.strokeStyle = back;
  context.strokeText(text, x, y);
  context.fillStyle = colour;
  context.fillText(text, x, y);
}

function box(context, x, y, width, colour) {
  context.beginPath();
  context.roundRect(x - width / 2, y - 12, width, 24, 6);
  context.fillStyle = colour.device;
  context.strokeStyle = colour.edge;
  context.lineWidth = 1.4;
  context.fill();
  context.stroke();
}

/** Draws all hosts in parts, filled with the colour of agents where one is attached. */
export function* drawHosts(context, fabric, at, size) {
  const colour = colours();
  const rooms = roomsOf(at.hosts);
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.font = SMALL;
  for (const [index, host] of fabric.hosts.entries()) {
    if (index % PART === PART - 1) {
      yield;
    }
    const place = at.hosts[index];
    if (!place || !inSight(...place, size)) {
      continue;
    }
    dot(context, ...place, Math.max(1.2, Math.min(5, rooms[index] / 4)), host.agent ? colour.agent : colour.host);
    const text = host.agent ?? host.addresses[0] ?? host.id;
    if (rooms[index] > context.measureText(text).width + NAME_ROOM) {
      label(context, text, place[0], place[1] + 15, colour.faint, colour.back);
    }
  }
}
