// SPDX-License-Identifier: Apache-2.0
// Cables on the lower canvas. Thousands of them: few strokes for all of a colour.
import {STEPS, colours, stepOf} from './colours.js';
import {utilisation} from './fabric-model.js';

// Up to so many cables in sight both directions are drawn beside each other, else the busier of both.
const APART = 600;
const GAP = 2;
// So many lines are drawn until others may have their turn; to sort cables by colour is less work.
const PART = 250;
const PART_SORTED = 1500;

/** Draws all cables, in parts; `at` holds [x, y] of devices and hosts on the screen. */
export function* drawLinks(context, fabric, at, size, showHosts) {
  const colour = colours();
  const visible = fabric.cables.filter(cable => inSight(at.devices[cable.a], at.devices[cable.b], size));
  const strokes = {down: [], unknown: [], steps: STEPS.map(() => [])};
  const apart = visible.length <= APART;
  for (const [index, cable] of visible.entries()) {
    if (index % PART_SORTED === PART_SORTED - 1) {
      yield;
    }
    const from = at.devices[cable.a];
    const to = at.devices[cable.b];
    if (apart && cable.back >= 0) {
      const [x, y] = aside(from, to, GAP);
      put(strokes, fabric.links[cable.there], [from[0] + x, from[1] + y, to[0] + x, to[1] + y]);
      put(strokes, fabric.links[cable.back], [from[0] - x, from[1] - y, to[0] - x, to[1] - y]);
    } else {
      put(strokes, busier(fabric.links[cable.there], fabric.links[cable.back]), [...from, ...to]);
    }
  }
  if (showHosts) {
    for (const cable of fabric.hostCables) {
      const from = at.hosts[cable.host];
      const to = at.devices[cable.device];
      if (from && inSight(from, to, size)) {
        const [x, y] = aside(from, to, cable.up ? GAP : -GAP);
        put(strokes, fabric.links[cable.link], [from[0] + x, from[1] + y, to[0] + x, to[1] + y]);
      }
    }
  }
  const thin = apart ? 1.6 : 0.5;
  const thicker = apart ? 0.25 : 0.05;
  yield* stroke(context, strokes.unknown, colour.unknown, thin);
  for (const [step, lines] of strokes.steps.entries()) {
    yield* stroke(context, lines, colour.links[step], thin + thicker * step);
  }
  context.setLineDash([4, 4]);
  yield* stroke(context, strokes.down, colour.down, thin);
  context.setLineDash([]);
}

function put(strokes, link, line) {
  const step = stepOf(utilisation(link));
  (link.up === false ? strokes.down : step < 0 ? strokes.unknown : strokes.steps[step]).push(line);
}

function busier(there, back) {
  return back && (utilisation(back) ?? -1) > (utilisation(there) ?? -1) ? back : there;
}

function* stroke(context, lines, colour, width) {
  context.strokeStyle = colour;
  context.lineWidth = width;
  for (let first = 0; first < lines.length; first += PART) {
    context.beginPath();
    for (const [x, y, toX, toY] of lines.slice(first, first + PART)) {
      context.moveTo(x, y);
      context.lineTo(toX, toY);
    }
    context.stroke();
    yield;
  }
}

/** A step to the right of the way from one place to another. */
export function aside(from, to, distance) {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(dx, dy) || 1;
  return [-dy / length * distance, dx / length * distance];
}

function inSight(from, to, {width, height}) {
  return Math.max(from[0], to[0]) >= 0 && Math.min(from[0], to[0]) <= width
    && Math.max(from[1], to[1]) >= 0 && Math.min(from[1], to[1]) <= height;
}
