// SPDX-License-Identifier: Apache-2.0
// The fabric as it is drawn: devices, hosts and cables, which have a link in each direction. Plain data.

/** Makes it from what REST and the stream tell as topology. */
export function fabricOf(topology) {
  const deviceAt = new Map(topology.devices.map((device, index) => [device.name, index]));
  const hostAt = new Map(topology.hosts.map((host, index) => [host.id, index]));
  const linkAt = new Map(topology.links.map((link, index) => [link.id, index]));
  const hosts = topology.hosts.map(host => ({...host, at: host.locations
    .map(location => deviceAt.get(location.slice(0, location.lastIndexOf('/')))).filter(at => at !== undefined)}));
  const cables = [];
  const hostCables = [];
  const cableOf = new Array(topology.links.length).fill(-1);
  topology.links.forEach((link, there) => {
    if (link.ofHost) {
      addHostCable(link, there);
    } else if (cableOf[there] < 0) {
      const back = linkAt.get(`${link.destination}/${link.destinationPort}`) ?? -1;
      const cable = {a: deviceAt.get(link.source), b: deviceAt.get(link.destination), there, back};
      if (cable.a !== undefined && cable.b !== undefined) {
        cableOf[there] = cables.length;
        if (back >= 0) {
          cableOf[back] = cables.length;
        }
        cables.push(cable);
      }
    }
  });

  function addHostCable(link, index) {
    const host = hostAt.get(link.source) ?? hostAt.get(link.destination);
    const device = deviceAt.get(link.source) ?? deviceAt.get(link.destination);
    if (host !== undefined && device !== undefined) {
      hostCables.push({host, device, link: index, up: hostAt.has(link.source)});
    }
  }

  return {revision: topology.revision, devices: topology.devices, links: topology.links, hosts, cables, hostCables,
          cableOf, linkAt, deviceAt, hostAt};
}

/** Indices of the links of a path as REST writes it; what the fabric does not have is left out. */
export function linksOfPath(fabric, path) {
  return path ? path.split('>').map(id => fabric.linkAt.get(id)).filter(index => index !== undefined) : [];
}

/** The ends of a link: {device} or {host} by index. */
export function endsOf(fabric, index) {
  const link = fabric.links[index];
  const end = name => fabric.deviceAt.has(name) ? {device: fabric.deviceAt.get(name)} : {host: fabric.hostAt.get(name)};
  return [end(link.source), end(link.destination)];
}

/** Share of its rate that a link carries; null if one of both is not known. */
export function utilisation(link) {
  return link.trafficBps === null || link.trafficBps === undefined || !link.rateBps ? null
    : link.trafficBps / link.rateBps;
}
