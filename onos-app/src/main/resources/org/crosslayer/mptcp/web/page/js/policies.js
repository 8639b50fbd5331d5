// SPDX-License-Identifier: Apache-2.0
// The policy in force and what is wrong with fabric and agents.
import {element} from './dom.js';

const WORDS = name => name.replace(/([A-Z])/g, ' $1').toLowerCase().replace(/^./, letter => letter.toUpperCase());

/** A policy as tables: its own values, then those of each rule. */
export function showPolicy(root, policy) {
  const {rules = [], ...values} = policy ?? {};
  root.replaceChildren(element('h2', {}, 'For all connections'), table(values),
    ...rules.flatMap((rule, i) => [element('h2', {}, `Rule ${i + 1}: ${where(rule)}`), table(rule)]),
    rules.length ? '' : element('p', {class: 'hint'}, 'No rules for single destinations.'));
}

function where(rule) {
  return [rule.prefix ?? rule.destination, rule.port ?? rule.destinationPort ?? rule.ports]
    .filter(part => part !== undefined && part !== null && part !== '').join(' port ') || 'any destination';
}

function table(values) {
  return element('table', {class: 'values'}, element('tbody', {}, Object.entries(values)
    .flatMap(([name, value]) => value && typeof value === 'object' && !Array.isArray(value)
      ? Object.entries(value).map(([part, each]) => [`${WORDS(name)}: ${WORDS(part).toLowerCase()}`, each])
      : [[WORDS(name), value]])
    .map(([name, value]) => element('tr', {}, element('th', {scope: 'row'}, name),
      element('td', {}, value === null ? '–' : Array.isArray(value) ? value.join(', ') || '–' : String(value))))));
}

/** Problems, or that there are none. */
export function showProblems(root, problems) {
  root.replaceChildren(problems.length ? element('ul', {class: 'problems'}, problems.map(each =>
    element('li', {}, element('span', {class: 'tag'}, each.about.toLowerCase()), ` ${each.problem}`)))
    : element('p', {class: 'hint'}, 'No problems are known.'));
}
