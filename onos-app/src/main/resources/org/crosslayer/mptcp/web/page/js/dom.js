// SPDX-License-Identifier: Apache-2.0
// Elements from data. Text only ever becomes text: nothing that a host says is read as HTML.

/** An element with attributes, properties that begin with a dot, and children or text. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith('on')) {
      made.addEventListener(key.slice(2), value);
    } else if (value !== null && value !== undefined && value !== false) {
      made.setAttribute(key, value === true ? '' : value);
    }
  }
  made.append(...children.flat().filter(child => child !== null && child !== undefined));
  return made;
}

/** The element of an id. */
export function byId(id) {
  return document.getElementById(id);
}

/** A definition list from pairs. */
export function facts(pairs) {
  return element('dl', {class: 'facts'}, pairs.map(([name, value]) =>
    element('div', {}, element('dt', {}, name), element('dd', {}, value))));
}
