// SPDX-License-Identifier: Apache-2.0
// Puts the page together: the stream fills the store; once a frame, what has changed is drawn.
import {STREAM} from './api.js';
import {Agents} from './agents.js';
import {Connections} from './connections.js';
import {byId} from './dom.js';
import {utilisation} from './fabric-model.js';
import {FabricView, legend} from './fabric-view.js';
import {count, percent} from './format.js';
import {showPolicy, showProblems} from './policies.js';
import {Store} from './store.js';
import {follow} from './stream.js';
import {tabs} from './tabs.js';
import {themes} from './theme.js';
import {offerAddresses, whatIf} from './whatif.js';

const store = new Store();
const fabric = new FabricView(byId('drawing'), byId('links'), byId('overlay'), byId('tip'), byId('nothing'));
// What is drawn over the fabric is that of the panel with the what-if form while this is open, else the selection.
const shown = {selected: [], asked: []};
const open = {panel: 'panel-connections'};
const showLanes = () => fabric.showSubflows(open.panel === 'panel-whatif' ? shown.asked : shown.selected);
const connections = new Connections(store, subflows => {
  shown.selected = subflows;
  showLanes();
});
const agents = new Agents(store);

themes(byId('theme'), () => {
  legend(byId('legend'));
  fabric.stale = true;
  connections.update();
});
whatIf(byId('whatif'), byId('answer'), subflows => {
  shown.asked = subflows;
  showLanes();
});
tabs(document.querySelector('[role=tablist]'), panel => {
  open.panel = panel;
  showLanes();
  store.changes.add('agents');
});
for (const button of document.querySelectorAll('[data-zoom]')) {
  const {surface} = fabric;
  const act = {in: () => surface.by(1.6), out: () => surface.by(1 / 1.6), fit: () => surface.fit()};
  button.addEventListener('click', act[button.dataset.zoom]);
}
byId('drawing').addEventListener('keydown', event => {
  if (event.key === 'Escape') {
    connections.grid.select(null);
  }
});

follow(STREAM, store, state => {
  byId('state').textContent = state === 'lost' ? 'connection lost, trying again' : state;
  byId('state').dataset.state = state;
});

function update(changes) {
  if (changes.has('topology')) {
    fabric.setFabric(store.fabric);
    offerAddresses(store.fabric);
    byId('total-devices').textContent = count(store.fabric.devices.length);
    byId('total-cables').textContent = count(store.fabric.cables.length);
    byId('total-hosts').textContent = count(store.fabric.hosts.length);
  }
  if (changes.has('traffic')) {
    fabric.refresh();
    byId('total-busiest').textContent = percent(d3.max(store.fabric.links, utilisation));
  }
  if (changes.has('connections')) {
    byId('total-connections').textContent = count(store.connections.size);
    connections.update();
  }
  if (changes.has('agents') || changes.has('problems')) {
    byId('total-agents').textContent = count(store.agents.size);
    fabric.refresh();
    if (open.panel === 'panel-agents') {
      agents.update();
    }
  }
  if (changes.has('policy')) {
    showPolicy(byId('panel-policies'), store.policy);
  }
  if (changes.has('problems')) {
    showProblems(byId('panel-problems'), store.problems);
    byId('tab-problems').dataset.count = store.problems.length || '';
  }
}

function frame(now) {
  if (store.changes.size) {
    update(store.takeChanges());
  }
  const sorted = [connections.grid, agents.grid].filter(grid => grid.step()).length > 0;
  fabric.frame(now, sorted);
  requestAnimationFrame(frame);
}
requestAnimationFrame(frame);

// For tests and the curious: nothing here changes anything.
globalThis.crosslayer = {store, fabric, connections};
