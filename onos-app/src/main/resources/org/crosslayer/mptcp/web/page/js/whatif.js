// SPDX-License-Identifier: Apache-2.0
// What if: traces a connection that there is not, and shows the plan that would be made for it, and why.
import {whatIfOf} from './api.js';
import {byId, element} from './dom.js';
import {path, swatchOf} from './connections.js';
import {rate} from './format.js';

const PORTS = ['sourcePort', 'destinationPort'];
const MOST_PORT = 65535;

/** Wires the form; `show` is told what to draw as subflows. */
export function whatIf(form, answer, show) {
  form.addEventListener('submit', async event => {
    event.preventDefault();
    const flow = Object.fromEntries(new FormData(form).entries());
    Object.keys(flow).forEach(name => { flow[name] = flow[name].trim(); });
    const wrong = problem(flow);
    [...form.elements].forEach(field => field.setAttribute('aria-invalid', field.name === wrong?.field));
    if (wrong) {
      form.elements[wrong.field].focus();
      fail(wrong.text);
      return;
    }
    answer.setAttribute('aria-busy', 'true');
    try {
      draw(await whatIfOf({...flow, sourcePort: Number(flow.sourcePort),
        destinationPort: Number(flow.destinationPort)}));
    } catch (refused) {
      fail(refused.message);
    } finally {
      answer.removeAttribute('aria-busy');
    }
  });

  function fail(text) {
    show([]);
    answer.replaceChildren(element('p', {class: 'error'}, text));
  }

  function draw(found) {
    const {lanes, cards} = described(found);
    answer.replaceChildren(element('h2', {}, found.modelled ? 'Plan' : 'Plan by chance: the paths are not known'),
      found.obstacle ? element('p', {class: 'error'}, `Nobody would be asked: ${found.obstacle}`) : '',
      element('ul', {class: 'subflows'}, cards),
      element('h3', {}, 'Why'),
      element('ul', {class: 'reasons'}, found.reasons.map(reason => element('li', {}, reason))),
      found.paths ? considered(found) : '');
    show(lanes);
  }
}

/** The paths that were compared. */
function considered(found) {
  return element('details', {}, element('summary', {}, `Paths: ${found.pathCount}`),
    element('table', {class: 'values'}, element('thead', {}, element('tr', {},
      ['Path', 'Left of it', 'Verdict'].map(title => element('th', {scope: 'col'}, title)))),
    element('tbody', {}, found.paths.map(each => element('tr', {},
      element('td', {}, each.path.split('>').join(' › ')), element('td', {}, rate(Math.max(0, each.residualBps))),
      element('td', {}, each.verdict))))));
}

/** The first field that cannot be right. Addresses are judged by ONOS, which knows their forms. */
export function problem(flow) {
  for (const field of ['source', 'sourcePort', 'destination', 'destinationPort']) {
    const text = flow[field];
    if (PORTS.includes(field) ? !/^\d{1,5}$/.test(text) || Number(text) < 1 || Number(text) > MOST_PORT : !text) {
      return {field, text: PORTS.includes(field) ? `'${text}' is not a transport port, expected 1 to ${MOST_PORT}`
        : `Give a ${field} address`};
    }
  }
  return null;
}

/** The initial subflow and the planned ones, as lanes of the drawing and as cards. */
function described(found) {
  const ends = {localAddress: found.source, remoteAddress: found.destination};
  const lanes = [{...ends, outboundPath: complete(found.outbound), inboundPath: complete(found.inbound)},
    ...found.planned.map(plan => ({...ends, outboundPath: plan.outboundPath, inboundPath: plan.inboundPath}))];
  const titles = ['Initial subflow', ...found.planned.map(plan => `From source port ${plan.sourcePorts[0]}`
    + (plan.sourcePorts.length > 1 ? `, else ${plan.sourcePorts.slice(1).join(', ')}` : ''))];
  const cards = lanes.map((lane, place) => {
    const trouble = place === 0 ? found.outbound.problem || found.inbound.problem : '';
    return element('li', {}, swatchOf(place), element('div', {}, element('strong', {}, titles[place]),
      found.planned[place - 1]?.backup ? element('span', {class: 'tag'}, 'backup') : '',
      path('out', lane.outboundPath), path('back', lane.inboundPath),
      trouble ? element('p', {class: 'error'}, trouble) : ''));
  });
  return {lanes, cards};
}

function complete(direction) {
  return direction.complete ? direction.path : '';
}

/** Addresses of hosts to choose from. */
export function offerAddresses(fabric) {
  byId('addresses').replaceChildren(...fabric.hosts.slice(0, 500).flatMap(host => host.addresses.map(address =>
    element('option', {value: address}, host.agent ?? ''))));
}
