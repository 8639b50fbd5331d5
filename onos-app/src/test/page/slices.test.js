// SPDX-License-Identifier: Apache-2.0
// What takes long is done in parts, between which the page can answer.
import {drawLinks} from '../js/draw-links.js';
import {Picture} from '../js/picture.js';
import {sorting} from '../js/rows.js';
import {same} from './check.js';

const MOST_LINES = 500;

export function many_cables_are_drawn_a_few_at_a_time() {
  let [lines, most, all] = [0, 0, 0];
  const context = {beginPath() {}, moveTo() {}, stroke() {}, setLineDash() {}, lineTo() { lines++; }};
  const cables = Array.from({length: 3000}, () => ({a: 0, b: 1, there: 0, back: -1}));
  const fabric = {cables, hostCables: [], links: [{up: true, trafficBps: 5, rateBps: 10}]};
  for (const _ of drawLinks(context, fabric, {devices: [[1, 1], [9, 9]]}, {width: 10, height: 10}, true)) {
    most = Math.max(most, lines);
    all += lines;
    lines = 0;
  }
  same([all, most > 0 && most <= MOST_LINES], [3000, true]);
}

export function sorting_in_parts_sorts() {
  const rows = Array.from({length: 2000}, (_, i) => ({name: `n${i}`, text: i % 2 ? 'odd' : 'even',
    rate: i * 7919 % 1009}));
  const work = sorting(rows, 'rate', true, 'odd');
  let parts = 0;
  let step = work.next();
  for (; !step.done; step = work.next()) {
    parts++;
  }
  const rates = step.value.map(row => row.rate);
  same([rates.length, parts > 8], [1000, true]);
  same(rates, [...rates].sort((one, other) => other - one));
}

export function a_picture_is_shown_when_it_is_ready_and_moves_with_the_view() {
  const shown = [];
  const context = {clearRect() {}, drawImage: (_, ...where) => shown.push(where)};
  const view = {width: 100, height: 50, ratio: 1, transform: {k: 2, x: 10, y: 0}};
  const picture = new Picture();
  picture.show(context, view);
  same(shown, []);
  picture.begin(view, function* paint() { yield; yield; });
  same([picture.step(1), picture.step(1), picture.step(1), picture.busy], [false, false, true, false]);
  picture.show(context, view);
  picture.show(context, {...view, transform: {k: 4, x: 0, y: 6}});
  same(shown, [[0, 0, 100, 50], [-20, 6, 200, 100]]);
}
