// SPDX-License-Identifier: Apache-2.0
// Dark and light: follows the system until the user chooses.

const KEY = 'crosslayer.theme';

/** Wires the button; calls `changed` after every change. */
export function themes(button, changed) {
  const root = document.documentElement;
  const show = theme => {
    root.dataset.theme = theme;
    button.textContent = theme === 'dark' ? 'Light' : 'Dark';
    button.setAttribute('aria-label', `Switch to the ${theme === 'dark' ? 'light' : 'dark'} theme`);
    changed();
  };
  button.addEventListener('click', () => {
    const theme = root.dataset.theme === 'dark' ? 'light' : 'dark';
    localStorage.setItem(KEY, theme);
    show(theme);
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', event => {
    if (!localStorage.getItem(KEY)) {
      show(event.matches ? 'dark' : 'light');
    }
  });
  show(root.dataset.theme);
}
