// SPDX-License-Identifier: Apache-2.0
// All that the page knows. The stream tells everything once, then what has changed; nothing else writes here.
import {fabricOf} from './fabric-model.js';

const FIELDS = ['agent', 'token', 'initial', 'state'];

export class Store {
  constructor() {
    /** Names of the parts that have changed since `takeChanges`. */
    this.changes = new Set();
    this.reset();
  }

  reset() {
    this.fabric = fabricOf({revision: 0, devices: [], links: [], hosts: []});
    this.connections = new Map();
    /** Grows when a connection begins, ends or changes in more than its rates. */
    this.revision = (this.revision ?? 0) + 1;
    this.agents = new Map();
    this.policy = null;
    this.problems = [];
    for (const part of ['topology', 'traffic', 'connections', 'agents', 'policy', 'problems']) {
      this.changes.add(part);
    }
  }

  takeChanges() {
    const taken = this.changes;
    this.changes = new Set();
    return taken;
  }

  /** Applies one message of the stream. */
  apply(kind, message) {
    this[`on_${kind}`](message);
    this.changes.add(kind);
  }

  on_topology(topology) {
    this.fabric = fabricOf(topology);
    this.changes.add('traffic');
    this.markHosts();
  }

  /** {revision, links: [[index, traffic, planned]]}: bits per second, -1 where it is not known. */
  on_traffic({revision, links}) {
    if (revision !== this.fabric.revision) {
      return;
    }
    for (const [index, traffic, planned] of links) {
      const link = this.fabric.links[index];
      link.trafficBps = traffic < 0 ? null : traffic;
      link.plannedBps = planned;
    }
  }

  /** {changed: [connection], rates: [[name, sends, receives]], gone: [name]} */
  on_connections({changed = [], rates = [], gone = []}) {
    for (const name of gone) {
      this.connections.delete(name);
    }
    this.revision += changed.length + gone.length;
    for (const connection of changed) {
      this.connections.set(nameOf(connection), described(connection));
    }
    for (const [name, sends, receives] of rates) {
      const connection = this.connections.get(name);
      if (connection) {
        connection.sendRateBps = sends;
        connection.receiveRateBps = receives;
      }
    }
  }

  /** {changed: [agent], gone: [id]} */
  on_agents({changed = [], gone = []}) {
    gone.forEach(id => this.agents.delete(id));
    changed.forEach(agent => this.agents.set(agent.id, {...agent, name: agent.id, text: textOf(agent)}));
    this.markHosts();
  }

  /** Which hosts have an agent: agents come and go while the topology stays. */
  markHosts() {
    const speakers = new Map([...this.agents.values()].flatMap(agent =>
      agent.addresses.map(address => [address, agent.id])));
    for (const host of this.fabric.hosts) {
      host.agent = host.addresses.map(address => speakers.get(address)).find(id => id !== undefined) ?? null;
    }
  }

  on_policy(policy) {
    this.policy = policy;
  }

  on_problems({problems}) {
    this.problems = problems;
  }
}

/** Name of a connection: tokens are per host. */
export function nameOf(connection) {
  return `${connection.agent}/${connection.token}`;
}

function described(connection) {
  const {initial} = connection;
  const made = {...connection, name: nameOf(connection), state: stateOf(connection),
                local: `${initial.localAddress} ${initial.localPort}`,
                remote: `${initial.remoteAddress} ${initial.remotePort}`};
  made.text = textOf(Object.fromEntries(FIELDS.map(field => [field, made[field]])));
  return made;
}

/** What is to be found of something by searching. */
function textOf(value) {
  return Object.values(value).flatMap(each => Array.isArray(each) ? each
    : each && typeof each === 'object' ? Object.values(each) : [each]).join(' ').toLowerCase();
}

/** One word on how far a connection is. */
export function stateOf(connection) {
  if (connection.failedCount > 0) {
    return `${connection.failedCount} failed`;
  }
  if (connection.awaitedCount > 0) {
    return `${connection.awaitedCount} awaited`;
  }
  return connection.serverSide ? 'accepted' : connection.subflowCount > 1 ? 'placed' : 'one subflow';
}
