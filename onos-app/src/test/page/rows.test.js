// SPDX-License-Identifier: Apache-2.0
import {matching, sorted} from '../js/rows.js';
import {problem} from '../js/whatif.js';
import {same} from './check.js';

const rows = [{name: 'b', text: 'h10 10.0.0.1', agent: 'h10', rate: 5}, {name: 'a', text: 'h2 10.0.0.1', agent: 'h2'},
  {name: 'c', text: 'h2 10.0.0.9', agent: 'h2', rate: 70}];
const names = found => found.map(row => row.name).join('');

export function every_word_has_to_be_there() {
  same(names(matching(rows, 'H2 10.0.0.1')), 'a');
  same(names(matching(rows, '')), 'bac');
  same(names(matching(rows, 'nowhere')), '');
}

export function what_is_not_known_is_last_either_way() {
  same(names(sorted(rows, 'rate', false)), 'bca');
  same(names(sorted(rows, 'rate', true)), 'cba');
}

export function text_is_in_the_order_of_its_numbers() {
  same(names(sorted(rows, 'agent', false)), 'acb');
}

export function a_form_is_read_before_it_is_sent() {
  const good = {source: '10.0.0.1', sourcePort: '1', destination: '10.0.0.2', destinationPort: '65535'};
  same(problem(good), null);
  same(problem({...good, source: ''}).field, 'source');
  same(problem({...good, destinationPort: '65536'}).text, "'65536' is not a transport port, expected 1 to 65535");
  same(problem({...good, sourcePort: 'x'}).field, 'sourcePort');
}
