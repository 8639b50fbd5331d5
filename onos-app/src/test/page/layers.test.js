// SPDX-License-Identifier: Apache-2.0
import {layeredPlaces, layerNames, layersOf, podsOf} from '../js/layers.js';
import {same} from './check.js';

const named = names => names.map(name => ({name}));
const leafSpine = {devices: named(['leaf1', 'leaf2', 'spine1', 'spine2']), hosts: [{at: [0]}, {at: [1]}],
  cables: [{a: 0, b: 2}, {a: 0, b: 3}, {a: 1, b: 2}, {a: 1, b: 3}]};

// Two pods of an edge and an aggregation switch each, and a core.
const tree = {devices: named(['e10', 'e2', 'a10', 'a2', 'c1']), hosts: [{at: [0]}, {at: [1]}],
  cables: [{a: 0, b: 2}, {a: 1, b: 3}, {a: 2, b: 4}, {a: 3, b: 4}]};

export function leaves_are_where_hosts_are() {
  same(layersOf(leafSpine), [0, 0, 1, 1]);
  same(layerNames([0, 0, 1, 1]), ['Leaf', 'Spine']);
}

export function a_fat_tree_has_three_layers() {
  same(layersOf(tree), [0, 0, 1, 1, 2]);
  same(layerNames([0, 0, 1, 1, 2]), ['Edge', 'Aggregation', 'Core']);
}

export function a_cable_within_a_layer_or_a_device_apart_means_no_layers() {
  same(layersOf({...leafSpine, cables: [...leafSpine.cables, {a: 2, b: 3}]}), null);
  same(layersOf({...leafSpine, devices: named(['a', 'b', 'c', 'd', 'alone'])}), null);
  same(layersOf({...leafSpine, hosts: []}), null);
  same(layersOf({devices: [], hosts: [], cables: []}), null);
}

export function pods_hang_together_without_the_core() {
  const pods = podsOf(tree, layersOf(tree));
  same(pods[0] === pods[2] && pods[1] === pods[3] && pods[0] !== pods[1], true);
}

export function the_core_is_on_top_and_names_are_in_the_order_of_their_numbers() {
  const places = layeredPlaces(tree, layersOf(tree));
  same(places[4][1], 0);
  same(places[0][1], 1);
  // e2 before e10, and each below its aggregation switch
  same(places[1][0] < places[0][0], true);
  same(places[1][0], places[3][0]);
}
