// SPDX-License-Identifier: Apache-2.0
// The subflows of one connection on the upper canvas: each in its colour, beside each other where they share a cable,
// out as a solid line, back as a dashed one whose dashes move the way that the packets do.
import {laneColour} from './colours.js';
import {endsOf, linksOfPath} from './fabric-model.js';
import {aside} from './draw-links.js';

const APART = 4;
const DASH = [7, 6];
const DASHES_PER_SECOND = 2;

/**
 * Lanes of subflows: [{out: [link], back: [link], place, host: [local, remote]}] with link indices.
 */
export function lanesOf(fabric, subflows) {
  return subflows.map((subflow, place) => ({
    place, out: withHost(fabric, linksOfPath(fabric, subflow.outboundPath), subflow.localAddress),
    back: withHost(fabric, linksOfPath(fabric, subflow.inboundPath), subflow.remoteAddress)}));
}

/** A path as it is written begins at the first device; the link from the host to it comes before. */
function withHost(fabric, links, address) {
  if (!links.length) {
    return links;
  }
  const [first] = endsOf(fabric, links[0]);
  const host = fabric.hosts.findIndex(each => each.addresses.includes(address));
  const up = fabric.hostCables.find(cable => cable.up && cable.host === host && cable.device === first.device);
  return up ? [up.link, ...links] : links;
}

export function drawLanes(context, fabric, at, lanes, seconds, moving) {
  context.lineJoin = 'round';
  context.lineCap = 'butt';
  lanes.forEach((lane, i) => {
    const shift = (i - (lanes.length - 1) / 2) * APART;
    context.strokeStyle = laneColour(lane.place);
    context.lineWidth = 3;
    context.setLineDash([]);
    trail(context, fabric, at, lane.out, shift);
    context.lineWidth = 1.8;
    context.setLineDash(DASH);
    context.lineDashOffset = moving ? -seconds * DASHES_PER_SECOND * (DASH[0] + DASH[1]) : 0;
    // Seen the other way, the same side is a step to the left.
    trail(context, fabric, at, lane.back, -shift - 2.5);
  });
  context.setLineDash([]);
}

function trail(context, fabric, at, links, shift) {
  context.beginPath();
  for (const index of links) {
    const [from, to] = endsOf(fabric, index).map(end => end.device === undefined ? at.hosts[end.host]
      : at.devices[end.device]);
    if (!from || !to) {
      continue;
    }
    const [x, y] = aside(from, to, shift);
    context.moveTo(from[0] + x, from[1] + y);
    context.lineTo(to[0] + x, to[1] + y);
  }
  context.stroke();
}
