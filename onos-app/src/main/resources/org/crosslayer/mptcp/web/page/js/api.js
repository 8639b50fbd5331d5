// SPDX-License-Identifier: Apache-2.0
// The REST API beside the page.

const BASE = new URL('../v1/', document.baseURI);

/** Where the stream is. */
export const STREAM = new URL('stream', document.baseURI);

/** The answer to a request, or an Error whose message is one line for people. */
async function ask(path, options = {}) {
  let answer;
  try {
    answer = await fetch(new URL(path, BASE), {...options, credentials: 'same-origin',
      headers: {Accept: 'application/json', ...options.headers}});
  } catch {
    throw new Error('ONOS cannot be reached: is it running?');
  }
  const text = await answer.text();
  if (!answer.ok) {
    throw new Error(explain(answer.status, text));
  }
  return JSON.parse(text);
}

function explain(status, text) {
  try {
    const {message, error} = JSON.parse(text);
    return message ?? error ?? `ONOS answers ${status}`;
  } catch {
    return `ONOS answers ${status}`;
  }
}

/** A connection with its subflows, plans and reasons. */
export function connection(agent, token) {
  return ask(`connections/${encodeURIComponent(agent)}/${encodeURIComponent(token)}`);
}

/** What a connection would get that begins with a flow. */
export function whatIfOf(flow) {
  return ask('whatif', {method: 'POST', body: JSON.stringify(flow), headers: {'Content-Type': 'application/json'}});
}
