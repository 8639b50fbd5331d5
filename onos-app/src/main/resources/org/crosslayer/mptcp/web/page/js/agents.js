// SPDX-License-Identifier: Apache-2.0
// The table of agents and their health.
import {byId} from './dom.js';
import {since} from './format.js';
import {Grid} from './grid.js';

const COLUMNS = [
  {field: 'id', title: 'Agent', least: 60, text: row => row.id},
  {field: 'health', title: 'Health', least: 70, text: row => row.health, tone: row => row.problem ? 'bad' : 'good'},
  {field: 'connections', title: 'Connections', number: true, width: 0.9, least: 104,
   text: row => String(row.connections)},
  {field: 'version', title: 'Version', width: 0.8, least: 64, text: row => row.version},
  {field: 'kernelRelease', title: 'Kernel', least: 90, text: row => row.kernelRelease},
  {field: 'attached', title: 'Attached for', least: 104, text: row => since(row.attached)},
  {field: 'first', title: 'Addresses', width: 1.7, least: 120, text: row => row.addresses.join(', ')}];

export class Agents {
  constructor(store) {
    this.store = store;
    this.grid = new Grid(byId('agents'), 'Agents', COLUMNS,
      {found: text => { byId('agents-found').textContent = text; }});
    byId('agent-search').addEventListener('input', event => this.grid.find(event.target.value));
  }

  update() {
    this.grid.show([...this.store.agents.values()].map(agent => ({...agent, ...healthOf(agent, this.store.problems),
      first: agent.addresses[0] ?? ''})));
  }
}

/** What ails an agent, by what it can do and by the problems that name it. */
export function healthOf(agent, problems) {
  const named = problems.find(each => each.about === 'AGENT' && each.problem.split(/[\s:,]+/).includes(agent.id));
  const problem = !agent.abilities.includes('SUBFLOWS') ? 'cannot open subflows' : named ? 'see Problems' : '';
  return {problem, health: problem || 'attached'};
}
