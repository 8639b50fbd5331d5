// SPDX-License-Identifier: Apache-2.0
// The table of connections, and one that is selected: its subflows, what was planned, and why.
import {connection as fetchConnection} from './api.js';
import {laneOf} from './colours.js';
import {byId, element, facts} from './dom.js';
import {endpoint, bytes, millis, rate} from './format.js';
import {Grid} from './grid.js';

const COLUMNS = [
  {field: 'agent', title: 'Agent', width: 0.8, least: 66, text: row => row.agent},
  {field: 'local', title: 'Local', width: 1.5, least: 120,
   text: row => endpoint(row.initial.localAddress, row.initial.localPort)},
  {field: 'remote', title: 'Remote', width: 1.5, least: 120,
   text: row => endpoint(row.initial.remoteAddress, row.initial.remotePort)},
  {field: 'subflowCount', title: 'Subflows', number: true, width: 0.75, least: 94,
   text: row => String(row.subflowCount)},
  {field: 'sendRateBps', title: 'Sends', number: true, width: 1.05, least: 86,
   text: row => rate(row.sendRateBps)},
  {field: 'receiveRateBps', title: 'Receives', number: true, width: 1.05, least: 86,
   text: row => rate(row.receiveRateBps)},
  {field: 'state', title: 'State', least: 84, text: row => row.state, tone: row => row.failedCount ? 'bad'
    : row.awaitedCount ? 'wait' : row.subflowCount > 1 ? 'good' : ''}];

const ORIGINS = {INITIAL: 'initial', AS_PLANNED: 'as planned', OFF_PLAN: 'not on the planned path',
                 UNPLANNED: 'not planned'};
/** What changes most often. Sorted by anything else, rows stay where they are. */
const RATES = ['sendRateBps', 'receiveRateBps'];
const MOST_REASONS = 40;

export class Connections {
  /** `show` is told the subflows of the selected connection, none if there is none. */
  constructor(store, show) {
    this.store = store;
    this.show = show;
    this.asked = 0;
    this.grid = new Grid(byId('connections'), 'Connections', COLUMNS, {
      chosen: name => this.select(name), found: text => { byId('found').textContent = text; }});
    this.grid.sort = {field: 'sendRateBps', down: true};
    this.grid.showSort();
    byId('search').addEventListener('input', event => this.grid.find(event.target.value));
  }

  /** The store's connections have changed. */
  update() {
    if (this.seen !== this.store.revision || RATES.includes(this.grid.sort.field)) {
      this.seen = this.store.revision;
      this.grid.show(this.store.connections.values());
    } else {
      this.grid.draw();
    }
    const {selected} = this.grid;
    if (selected && !this.store.connections.has(selected)) {
      this.grid.select(null);
    } else if (selected && !this.busy) {
      this.load(selected);
    }
  }

  select(name) {
    byId('detail').hidden = true;
    byId('detail').replaceChildren();
    if (name === null) {
      this.asked++;
      this.show([]);
    } else if (this.store.connections.has(name)) {
      this.load(name);
    }
  }

  async load(name) {
    const {agent, token} = this.store.connections.get(name);
    const mine = ++this.asked;
    this.busy = true;
    try {
      const full = await fetchConnection(agent, token);
      if (mine === this.asked) {
        this.draw(full);
      }
    } catch (problem) {
      if (mine === this.asked) {
        this.draw({agent, token, problem: problem.message, subflows: [], planned: [], reasons: []});
      }
    } finally {
      this.busy = false;
    }
  }

  draw(full) {
    const subflows = full.subflows.map(subflow => ({...subflow, ...subflow.ends}));
    const detail = byId('detail');
    const top = detail.scrollTop;
    detail.hidden = false;
    detail.replaceChildren(
      element('h2', {}, `${full.agent} ${full.token}`,
        element('button', {type: 'button', class: 'quiet close', 'aria-label': 'Close the selected connection',
          onclick: () => this.grid.select(null)}, '×')),
      full.problem ? element('p', {class: 'error'}, full.problem) : '',
      element('ul', {class: 'subflows'}, subflows.map(subflowItem)),
      plannedList(full),
      full.reasons.length ? element('details', {open: true}, element('summary', {}, 'Why'),
        element('ul', {class: 'reasons'}, full.reasons.slice(0, MOST_REASONS).map(reason => element('li', {}, reason))))
        : '');
    detail.scrollTop = top;
    this.show(subflows);
  }
}

/** One subflow with the colour that it has on the drawing. */
export function subflowItem(subflow, place) {
  const swatch = swatchOf(place);
  const {measured} = subflow;
  return element('li', {'data-local-port': subflow.localPort}, swatch,
    element('div', {},
      element('strong', {}, `${endpoint(subflow.localAddress, subflow.localPort)} → `
        + endpoint(subflow.remoteAddress, subflow.remotePort)),
      element('span', {class: 'tag', 'data-origin': subflow.origin}, ORIGINS[subflow.origin] ?? subflow.origin),
      subflow.backup ? element('span', {class: 'tag'}, 'backup') : '',
      path('out', subflow.outboundPath), path('back', subflow.inboundPath),
      measured ? facts([['Sends', rate(measured.sendRateBps)], ['Receives', rate(measured.receiveRateBps)],
        ['Sent', bytes(measured.bytesSent)], ['Received', bytes(measured.bytesReceived)],
        ['RTT', millis(measured.rttMicros)], ['Sent again', String(measured.retransmittedSegments)]]) : ''));
}

/** The colour that a subflow has on the drawing. */
export function swatchOf(place) {
  return element('i', {class: 'swatch', 'data-lane': laneOf(place), 'aria-hidden': 'true'});
}

/** A path, its links apart. */
export function path(way, text) {
  return element('div', {class: 'path'}, element('span', {class: 'way'}, way),
    text ? text.split('>').join(' › ') : 'not known');
}

function plannedList(full) {
  const there = new Set(full.subflows.map(subflow => subflow.localPort ?? subflow.ends.localPort));
  const missing = full.planned.filter(plan => plan.state === 'FAILED' || !(plan.sourcePort ? there.has(plan.sourcePort)
    : plan.sourcePorts.some(port => there.has(port))));
  return missing.length ? element('ul', {class: 'missing'}, missing.map(plan => element('li', {},
    element('span', {class: 'tag', 'data-origin': plan.state}, plan.state.toLowerCase()),
    ` ${plan.outboundPath || 'unknown path'} ${plan.detail}`))) : '';
}
