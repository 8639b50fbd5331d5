// SPDX-License-Identifier: Apache-2.0
// Tabs as WAI-ARIA describes them: one tab stop, arrow keys, Home and End.

/** Wires a list of tabs; returns a function that opens one by the id of its panel. */
export function tabs(list, opened = () => {}) {
  const all = [...list.querySelectorAll('[role=tab]')];

  function open(tab, focus) {
    for (const each of all) {
      const chosen = each === tab;
      each.setAttribute('aria-selected', chosen);
      each.tabIndex = chosen ? 0 : -1;
      document.getElementById(each.getAttribute('aria-controls')).hidden = !chosen;
    }
    if (focus) {
      tab.focus();
    }
    opened(tab.getAttribute('aria-controls'));
  }

  const steps = {ArrowRight: 1, ArrowLeft: -1};
  list.addEventListener('keydown', event => {
    const at = all.indexOf(document.activeElement);
    const to = event.key === 'Home' ? 0 : event.key === 'End' ? all.length - 1
      : event.key in steps ? (at + steps[event.key] + all.length) % all.length : -1;
    if (to >= 0 && at >= 0) {
      event.preventDefault();
      open(all[to], true);
    }
  });
  all.forEach(tab => tab.addEventListener('click', () => open(tab, false)));
  return panel => open(all.find(tab => tab.getAttribute('aria-controls') === panel), false);
}
