// SPDX-License-Identifier: Apache-2.0
// Two canvases on top of each other that are moved and zoomed together by D3. The lower one has the whole fabric and is
// drawn when something has changed; the upper one has what is selected and may move.

const MARGIN = {x: 64, top: 56, bottom: 44};
const HOSTS_BELOW = 0.8065;

export class Surface {
  constructor(box, lower, upper, changed, moved) {
    this.box = box;
    this.lower = lower.getContext('2d');
    this.upper = upper.getContext('2d');
    this.transform = d3.zoomIdentity;
    this.changed = changed;
    this.depth = 1;
    this.left = MARGIN.x;
    this.zoom = d3.zoom().scaleExtent([0.6, 60]).on('zoom', event => {
      this.transform = event.transform;
      moved();
    });
    d3.select(box).call(this.zoom).on('dblclick.zoom', null);
    new ResizeObserver(() => this.resize()).observe(box);
    box.addEventListener('keydown', event => this.key(event));
    this.resize();
  }

  resize() {
    const {width, height} = this.box.getBoundingClientRect();
    const ratio = Math.min(2, devicePixelRatio || 1);
    this.ratio = ratio;
    this.width = Math.max(1, width);
    this.height = Math.max(1, height);
    for (const context of [this.lower, this.upper]) {
      context.canvas.width = Math.round(this.width * ratio);
      context.canvas.height = Math.round(this.height * ratio);
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
    }
    this.changed();
  }

  /** In a layered fabric hosts hang below the devices, and the layers' names stand at the left. */
  setLayers(hostsBelow, namesWidth) {
    this.depth = hostsBelow ? HOSTS_BELOW : 1;
    this.left = Math.max(MARGIN.x, namesWidth);
  }

  /** A place of the unit square on the screen. */
  at([x, y]) {
    const {transform} = this;
    return [transform.applyX(this.left + x * (this.width - this.left - MARGIN.x)),
            transform.applyY(MARGIN.top + y * this.depth * (this.height - MARGIN.top - MARGIN.bottom))];
  }

  by(factor) {
    this.zoom.scaleBy(d3.select(this.box), factor);
  }

  fit() {
    this.zoom.transform(d3.select(this.box), d3.zoomIdentity);
  }

  key(event) {
    const step = 60 / this.transform.k;
    const ways = {ArrowLeft: [step, 0], ArrowRight: [-step, 0], ArrowUp: [0, step], ArrowDown: [0, -step]};
    if (event.key in ways) {
      this.zoom.translateBy(d3.select(this.box), ...ways[event.key]);
    } else if (event.key === '+' || event.key === '=') {
      this.by(1.4);
    } else if (event.key === '-') {
      this.by(1 / 1.4);
    } else if (event.key === '0') {
      this.fit();
    } else {
      return;
    }
    event.preventDefault();
  }
}
