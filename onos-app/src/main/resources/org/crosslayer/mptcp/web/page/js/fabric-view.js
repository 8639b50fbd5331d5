// SPDX-License-Identifier: Apache-2.0
// The drawing of the fabric: what is drawn when, what is under the pointer, and the legend.
import {element} from './dom.js';
import {colours} from './colours.js';
import {drawLanes, lanesOf} from './draw-lanes.js';
import {drawLinks} from './draw-links.js';
import {drawDevices, drawHosts, roomsOf, widestName} from './draw-nodes.js';
import {endsOf, utilisation} from './fabric-model.js';
import {percent, rate} from './format.js';
import {placesOf} from './places.js';
import {Surface} from './surface.js';

const NEAR = 14;
// With more hosts than this they are drawn only when the fabric is zoomed in.
const MANY_HOSTS = 1500;
const HOSTS_FROM = 4;
const MOVING_MILLIS = 50;

export class FabricView {
  constructor(box, lower, upper, tip, nothing) {
    this.tip = tip;
    this.nothing = nothing;
    this.stale = true;
    this.lanes = [];
    this.subflows = [];
    this.drawnAt = 0;
    this.still = matchMedia('(prefers-reduced-motion: reduce)');
    this.surface = new Surface(box, lower, upper, () => { this.stale = true; });
    box.addEventListener('pointermove', event => this.point(event));
    box.addEventListener('pointerleave', () => { this.tip.hidden = true; });
  }

  /** Takes a new fabric, and places it. */
  setFabric(fabric) {
    const before = this.fabric;
    this.fabric = fabric;
    if (!before || !sameShape(before, fabric)) {
      this.places = placesOf(fabric);
      this.widest = widestName(this.surface.lower, fabric);
      this.surface.setDepth(this.places.layers && fabric.hosts.length > 0);
    }
    this.nothing.hidden = fabric.devices.length > 0;
    this.nothing.textContent = 'ONOS knows no devices yet';
    this.showSubflows(this.subflows);
    this.stale = true;
  }

  /** Draws these subflows over their paths; none ends that. */
  showSubflows(subflows) {
    this.subflows = subflows;
    this.lanes = this.fabric ? lanesOf(this.fabric, subflows) : [];
    this.onLanes = new Set(this.lanes.flatMap(lane => [...lane.out, ...lane.back])
      .flatMap(link => endsOf(this.fabric, link)).map(end => end.device).filter(device => device !== undefined));
    this.stale = true;
  }

  /** What the lanes run over, for whoever wants to check: link ids by subflow. */
  highlighted() {
    const ids = links => links.map(index => this.fabric.links[index].id);
    return this.lanes.map(lane => ({out: ids(lane.out), back: ids(lane.back)}));
  }

  /** Called for every frame. */
  frame(now) {
    if (!this.fabric) {
      return;
    }
    if (this.stale) {
      this.stale = false;
      this.at = {devices: this.places.devices.map(place => this.surface.at(place)),
                 hosts: this.places.hosts.map(place => this.surface.at(place)), widest: this.widest};
      this.at.rooms = roomsOf(this.at.devices);
      this.drawLower();
      this.drawUpper(now);
    } else if (this.lanes.length && !this.still.matches && now - this.drawnAt > MOVING_MILLIS) {
      this.drawUpper(now);
    }
  }

  drawLower() {
    const {surface, fabric, at} = this;
    const context = surface.lower;
    const showHosts = fabric.hosts.length <= MANY_HOSTS || surface.transform.k >= HOSTS_FROM;
    context.clearRect(0, 0, surface.width, surface.height);
    context.globalAlpha = this.lanes.length ? 0.35 : 1;
    drawLinks(context, fabric, at, surface, showHosts);
    context.globalAlpha = 1;
    if (showHosts) {
      drawHosts(context, fabric, at, surface);
    }
    drawDevices(context, fabric, at, surface, fabric.devices.keys());
    this.drawLayerNames(context);
  }

  drawLayerNames(context) {
    const {layers} = this.places;
    if (!layers) {
      return;
    }
    context.font = '600 11px system-ui, sans-serif';
    context.textAlign = 'left';
    context.fillStyle = colours().faint;
    layers.forEach((name, level) => {
      const y = this.surface.at([0, layers.length > 1 ? 1 - level / (layers.length - 1) : 0.5])[1];
      context.fillText(name, 8, y - 36);
    });
  }

  drawUpper(now) {
    const {surface} = this;
    this.drawnAt = now;
    surface.upper.clearRect(0, 0, surface.width, surface.height);
    if (this.lanes.length) {
      drawLanes(surface.upper, this.fabric, this.at, this.lanes, now / 1000, !this.still.matches);
      drawDevices(surface.upper, this.fabric, this.at, surface, this.onLanes);
    }
  }

  point(event) {
    if (!this.at) {
      return;
    }
    const box = event.currentTarget.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const text = this.deviceText(x, y) ?? this.hostText(x, y) ?? this.linkText(x, y);
    this.tip.hidden = !text;
    if (text) {
      this.tip.textContent = text;
      this.tip.style.left = `${Math.min(x + 14, this.surface.width - 230)}px`;
      this.tip.style.top = `${y + 14}px`;
    }
  }

  deviceText(x, y) {
    const device = this.fabric.devices[closest(this.at.devices, x, y)];
    return device && `${device.name} (${device.id})\nhash: ${device.hash ?? 'not known'}`;
  }

  hostText(x, y) {
    const host = this.fabric.hosts[closest(this.at.hosts, x, y)];
    return host && `${host.addresses.join(', ') || host.id}\n${host.agent ? `agent ${host.agent}` : 'no agent'}`;
  }

  linkText(x, y) {
    let best = null;
    let least = 6;
    for (const cable of this.fabric.cables) {
      const distance = toLine(x, y, this.at.devices[cable.a], this.at.devices[cable.b]);
      if (distance < least) {
        least = distance;
        best = cable;
      }
    }
    return best && [best.there, best.back].filter(index => index >= 0).map(index => describe(this.fabric.links[index]))
      .join('\n');
  }
}

function describe(link) {
  return `${link.source}/${link.port} → ${link.destination}: ${link.up === false ? 'down' : `${rate(link.trafficBps)} of `
    + `${rate(link.rateBps)} (${percent(utilisation(link))}), planned ${rate(link.plannedBps)}`}`;
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

/** Whether devices, hosts and cables are the same, so that all can stay where it is. */
function sameShape(one, other) {
  const shape = fabric => fabric.devices.map(device => device.name).join() + fabric.hosts.map(host => host.id).join()
    + fabric.cables.map(({a, b}) => `${a}-${b}`).join();
  return shape(one) === shape(other);
}

/** The legend of the links' and hosts' colours. */
export function legend(root) {
  const colour = colours();
  const names = ['idle', '10', '30', '50', '70', '90', '100 %'];
  const painted = (kind, name, property) => {
    const made = element('i', {class: kind});
    made.style[property] = name;
    return made;
  };
  root.replaceChildren(element('span', {}, 'Link utilisation, up to'),
    element('ol', {}, colour.links.map((each, step) => element('li', {}, painted('bar-part', each, 'background'),
      element('span', {}, names[step])))),
    element('span', {}, painted('dash', colour.down, 'borderColor'), 'down'),
    element('span', {}, painted('dot', colour.agent, 'background'), 'host with agent'),
    element('span', {}, painted('dot', colour.host, 'background'), 'other host'));
}
