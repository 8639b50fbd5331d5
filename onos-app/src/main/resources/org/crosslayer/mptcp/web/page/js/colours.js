// SPDX-License-Identifier: Apache-2.0
// Colours of both themes. Links go from grey over blue to orange and red, which differ in lightness too.

/** Upper bounds of the shares of a link's rate that have a colour of their own. */
export const STEPS = [0.01, 0.1, 0.3, 0.5, 0.7, 0.9, Infinity];

const LIGHT = {links: ['#c3cbd6', '#a9c8e8', '#6ea6da', '#2f74bd', '#f0a830', '#e2681c', '#bd1f1f'], unknown: '#d5dae1',
               down: '#bd1f1f', device: '#ffffff', edge: '#48566a', text: '#1c2530', faint: '#5d6b7e', host: '#8794a6',
               agent: '#1d8a6d', back: '#f6f8fb', mark: '#12806a'};
const DARK = {links: ['#3d4856', '#39628f', '#4687cc', '#7fbcff', '#ffcf5c', '#ff9440', '#ff5b52'], unknown: '#303a47',
              down: '#ff5b52', device: '#222b37', edge: '#93a1b5', text: '#e7ecf3', faint: '#9aa8bb', host: '#76859a',
              agent: '#3fcfa8', back: '#12171e', mark: '#3fcfa8'};
/** Subflows with a colour of their own; those beyond begin again. */
const LANES = 8;

/** Colours of the theme in force. */
export function colours() {
  return document.documentElement.dataset.theme === 'dark' ? DARK : LIGHT;
}

/** Which of the colours a subflow has, by its place among those of its connection. */
export function laneOf(place) {
  return place % LANES;
}

const lanes = {};

/** That colour in the theme in force. Asked once: the browser would work out all styles for every frame. */
export function laneColour(place) {
  const name = `--lane-${laneOf(place)}`;
  const {theme} = document.documentElement.dataset;
  lanes[theme] ??= {};
  lanes[theme][name] ??= getComputedStyle(document.documentElement).getPropertyValue(name);
  return lanes[theme][name];
}

/** Which of the STEPS a share is in; -1 if it is not known. */
export function stepOf(share) {
  return share === null ? -1 : STEPS.findIndex(bound => share < bound);
}
