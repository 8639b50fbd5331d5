// SPDX-License-Identifier: Apache-2.0
import {linksOfPath, utilisation} from '../js/fabric-model.js';
import {Store, stateOf} from '../js/store.js';
import {same} from './check.js';

const link = (source, port, destination, destinationPort, ofHost = false) => ({id: `${source}/${port}`, source, port,
  destination, destinationPort, ofHost, up: true, rateBps: 1000});
const topology = {revision: 7, devices: [{name: 'a'}, {name: 'b'}],
  hosts: [{id: 'h', addresses: ['10.0.0.1'], locations: ['a/9']}],
  links: [link('a', 1, 'b', 2), link('b', 2, 'a', 1), link('a', 9, 'h', 0, true),
    {...link('h', 0, 'a', 9, true), id: 'h>a/9'}]};
const connection = (token, more = {}) => ({agent: 'h', token, serverSide: false, subflowCount: 2, awaitedCount: 0,
  failedCount: 0, initial: {localAddress: '10.0.0.1', localPort: 5, remoteAddress: '10.0.0.2', remotePort: 80}, ...more});

function filled() {
  const store = new Store();
  store.apply('topology', topology);
  store.takeChanges();
  return store;
}

export function both_directions_make_one_cable() {
  const {fabric} = filled();
  same(fabric.cables, [{a: 0, b: 1, there: 0, back: 1}]);
  same(fabric.hostCables.map(cable => [cable.link, cable.up]), [[2, false], [3, true]]);
  same(fabric.hosts[0].at, [0]);
}

export function a_path_is_found_by_the_names_of_its_links() {
  same(linksOfPath(filled().fabric, 'b/2>a/9'), [1, 2]);
  same(linksOfPath(filled().fabric, ''), []);
}

export function traffic_of_another_topology_is_not_taken() {
  const store = filled();
  store.apply('traffic', {revision: 6, links: [[0, 500, 0]]});
  same(utilisation(store.fabric.links[0]), null);
  store.apply('traffic', {revision: 7, links: [[0, 500, 100], [1, -1, 0]]});
  same(store.fabric.links.slice(0, 2).map(utilisation), [0.5, null]);
}

export function connections_come_change_and_go() {
  const store = filled();
  store.apply('connections', {changed: [connection('1'), connection('2')], rates: [], gone: []});
  store.apply('connections', {changed: [connection('2', {failedCount: 1})], rates: [['h/1', 80, 8], ['h/9', 1, 1]],
    gone: []});
  same(store.connections.get('h/1').sendRateBps, 80);
  same(store.connections.get('h/2').state, '1 failed');
  store.apply('connections', {gone: ['h/1']});
  same([...store.connections.keys()], ['h/2']);
  same([...store.takeChanges()], ['connections']);
}

export function hosts_are_marked_as_agents_come_and_go() {
  const store = filled();
  const agent = {id: 'x', addresses: ['10.0.0.1'], abilities: []};
  store.apply('agents', {changed: [agent], gone: []});
  same(store.fabric.hosts[0].agent, 'x');
  store.apply('agents', {changed: [], gone: ['x']});
  same(store.fabric.hosts[0].agent, null);
}

export function a_state_is_the_worst_that_is_so() {
  same([{failedCount: 1, awaitedCount: 2}, {awaitedCount: 2}, {serverSide: true}, {subflowCount: 1}, {subflowCount: 2}]
    .map(stateOf), ['1 failed', '2 awaited', 'accepted', 'one subflow', 'placed']);
}
