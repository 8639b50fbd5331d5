// SPDX-License-Identifier: Apache-2.0
// A picture that is painted over several frames: on a hidden canvas, a slice in each. Until it is ready the one before
// is shown, moved and zoomed to where it belongs.

const SLICE_MILLIS = 5;

export class Picture {
  constructor() {
    [this.ready, this.making] = [0, 1].map(() => ({context: document.createElement('canvas').getContext('2d')}));
    this.job = null;
  }

  get busy() {
    return this.job !== null;
  }

  /** Begins anew; `paint(context)` yields after every part of about the same work. */
  begin({width, height, ratio, transform}, paint) {
    const {context} = this.making;
    // Sets everything back, too.
    context.canvas.width = Math.round(width * ratio);
    context.canvas.height = Math.round(height * ratio);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.making = {context, width, height, transform};
    this.job = paint(context);
  }

  abandon() {
    this.job = null;
  }

  /** Goes on with so many parts, fewer if they take long; whether the picture is ready now. */
  step(parts) {
    const end = performance.now() + SLICE_MILLIS;
    for (let done = 0; done < parts; done++) {
      if (this.job.next().done) {
        this.job = null;
        [this.ready, this.making] = [this.making, this.ready];
        return true;
      }
      if (parts !== Infinity && performance.now() > end) {
        break;
      }
    }
    return false;
  }

  /** Puts the last one that is ready where it is in this view. */
  show(context, {width, height, transform}) {
    const {ready} = this;
    context.clearRect(0, 0, width, height);
    if (ready.transform) {
      const by = transform.k / ready.transform.k;
      const [x, y] = ['x', 'y'].map(axis => transform[axis] - by * ready.transform[axis]);
      context.drawImage(ready.context.canvas, x, y, by * ready.width, by * ready.height);
    }
  }
}
