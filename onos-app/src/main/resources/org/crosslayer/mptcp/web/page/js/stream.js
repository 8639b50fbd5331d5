// SPDX-License-Identifier: Apache-2.0
// The server's push. A stream that breaks is opened again, and begins with everything: nothing can be missed.

const KINDS = ['topology', 'traffic', 'connections', 'agents', 'policy', 'problems'];
const AGAIN_MILLIS = 2000;

/** Keeps a store up to date; `state` is told connecting, live or lost. */
export function follow(url, store, state) {
  const source = new EventSource(url);
  source.addEventListener('begin', () => store.reset());
  for (const kind of KINDS) {
    source.addEventListener(kind, event => store.apply(kind, JSON.parse(event.data)));
  }
  source.addEventListener('ready', () => state('live'));
  source.addEventListener('error', () => {
    state('lost');
    // The browser tries again by itself unless the server has refused it.
    if (source.readyState === EventSource.CLOSED) {
      setTimeout(() => follow(url, store, state), AGAIN_MILLIS);
    }
  });
}
