// SPDX-License-Identifier: Apache-2.0
// The drawing of the fabric: what is drawn when, what is under the pointer, and the legend.
import {element} from './dom.js';
import {colours} from './colours.js';
import {drawLanes, lanesOf} from './draw-lanes.js';
import {drawLinks} from './draw-links.js';
import {drawDevices, drawHosts, label, roomsOf, widestName} from './draw-nodes.js';
import {endsOf} from './fabric-model.js';
import {textAt} from './fabric-tip.js';
import {Picture} from './picture.js';
import {placesOf} from './places.js';
import {Surface} from './surface.js';

// With more hosts than this they are drawn only when the fabric is zoomed in.
const MANY_HOSTS = 1500;
const HOSTS_FROM = 4;
const LAYER_FONT = '600 11px system-ui, sans-serif';
const EDGE = 8;
const MOVING_MILLIS = 50;
// With more cables than this the fabric is painted over several frames, so many parts in each. While it is moved it is
// painted again only so often, else when it has stood still.
const LARGE = 1500;
const PARTS = 6;
const STILL_MILLIS = 120;
const AGAIN_MILLIS = 500;

export class FabricView {
  constructor(box, lower, upper, tip, nothing) {
    this.tip = tip;
    this.nothing = nothing;
    /** All has to be drawn anew, what is being painted included. */
    this.stale = true;
    /** The view has moved. */
    this.moved = false;
    /** The picture is not of the last traffic. */
    this.wanted = false;
    this.picture = new Picture();
    this.lanes = [];
    this.subflows = [];
    this.drawnAt = this.movedAt = this.begunAt = 0;
    this.still = matchMedia('(prefers-reduced-motion: reduce)');
    this.surface = new Surface(box, lower, upper, () => { this.stale = true; }, () => { this.moved = true; });
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
      this.surface.setLayers(this.places.layers && fabric.hosts.length > 0, layersWidth(this.surface, this.places));
    }
    this.nothing.hidden = fabric.devices.length > 0;
    this.nothing.textContent = 'ONOS knows no devices yet';
    this.showSubflows(this.subflows);
    this.stale = true;
  }

  /** Draws these subflows over their paths; none ends that. */
  showSubflows(subflows) {
    this.subflows = subflows;
    const before = this.lanes.length > 0;
    this.lanes = this.fabric ? lanesOf(this.fabric, subflows) : [];
    this.onLanes = new Set(this.lanes.flatMap(lane => [...lane.out, ...lane.back])
      .flatMap(link => endsOf(this.fabric, link)).map(end => end.device).filter(device => device !== undefined));
    // Cables are fainter below lanes.
    this.stale ||= before !== this.lanes.length > 0;
    this.drawnAt = -Infinity;
  }

  /** Traffic, agents or hosts are others, and all stays where it is. */
  refresh() {
    this.wanted = true;
  }

  /** What the lanes run over, for whoever wants to check: link ids by subflow. */
  highlighted() {
    const ids = links => links.map(index => this.fabric.links[index].id);
    return this.lanes.map(lane => ({out: ids(lane.out), back: ids(lane.back)}));
  }

  /** Called for every frame; in one that is `full` already a large fabric waits. */
  frame(now, full) {
    if (!this.fabric) {
      return;
    }
    const {surface, picture} = this;
    const large = this.fabric.cables.length > LARGE;
    const changed = this.stale || this.moved;
    let show = changed && large;
    if (changed) {
      this.look(now);
    }
    if (this.wanted && !picture.busy && (!large || now - this.movedAt > STILL_MILLIS
        || now - this.begunAt > AGAIN_MILLIS)) {
      const {at} = this;
      this.wanted = false;
      this.begunAt = now;
      picture.begin(surface, context => this.paint(context, at, surface.transform.k));
    }
    if (picture.busy && !(large && full)) {
      show = picture.step(large ? PARTS : Infinity) || show;
    }
    if (show) {
      picture.show(surface.lower, surface);
    }
    if (changed || this.drawnAt < 0
        || this.lanes.length && !this.still.matches && now - this.drawnAt > MOVING_MILLIS) {
      this.drawUpper(now);
    }
  }

  /** Takes note of a change of what is drawn, or of the view. */
  look(now) {
    this.at = {devices: this.places.devices.map(place => this.surface.at(place)),
               hosts: this.places.hosts.map(place => this.surface.at(place)), widest: this.widest};
    this.at.rooms = roomsOf(this.at.devices);
    const {layers} = this.places;
    this.at.layers = layers ? layers.map((_, level) => this.surface.at(
      [0, layers.length > 1 ? 1 - level / (layers.length - 1) : 0.5])[1]) : [];
    if (this.stale) {
      this.picture.abandon();
      this.movedAt = -Infinity;
    } else {
      this.movedAt = now;
    }
    this.stale = this.moved = false;
    this.wanted = true;
  }

  /** Paints all but the lanes, in parts. */
  *paint(context, at, zoomed) {
    const {surface, fabric} = this;
    const showHosts = fabric.hosts.length <= MANY_HOSTS || zoomed >= HOSTS_FROM;
    // So many cables lie on each other that faint ones have to be fainter.
    context.globalAlpha = !this.lanes.length ? 1 : fabric.cables.length > LARGE ? 0.12 : 0.35;
    yield* drawLinks(context, fabric, at, surface, showHosts);
    context.globalAlpha = 1;
    if (showHosts) {
      yield* drawHosts(context, fabric, at, surface);
    }
    yield* drawDevices(context, fabric, at, surface, fabric.devices.keys());
    this.drawLayerNames(context, at);
  }

  drawLayerNames(context, at) {
    context.font = LAYER_FONT;
    context.textAlign = 'left';
    at.layers.forEach((y, level) => label(context, this.places.layers[level], EDGE, y - 36, colours().faint,
      colours().back));
  }

  drawUpper(now) {
    const {surface} = this;
    this.drawnAt = now;
    surface.upper.clearRect(0, 0, surface.width, surface.height);
    if (this.lanes.length) {
      drawLanes(surface.upper, this.fabric, this.at, this.lanes, now / 1000, !this.still.matches);
      [...drawDevices(surface.upper, this.fabric, this.at, surface, this.onLanes)];
    }
  }

  point(event) {
    if (!this.at) {
      return;
    }
    const box = event.currentTarget.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const text = textAt(this.fabric, this.at, x, y);
    this.tip.hidden = !text;
    if (text) {
      this.tip.textContent = text;
      this.tip.style.left = `${Math.min(x + 14, this.surface.width - 230)}px`;
      this.tip.style.top = `${y + 14}px`;
    }
  }
}

/** How much room the names of the layers take at the left. */
function layersWidth({lower}, {layers}) {
  lower.font = LAYER_FONT;
  return layers ? 2 * EDGE + d3.max(layers, name => lower.measureText(name).width) : 0;
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
