// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.view;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The columns of every list. */
final class Rows {
    static final Table<AgentView> AGENTS = new Table<AgentView>("agents").text("id", row -> row.id)
        .text("remote", row -> row.remote).text("attached", row -> row.attached).text("version", row -> row.version)
        .text("kernelRelease", row -> row.kernelRelease).number("maxSubflows", row -> row.maxSubflows)
        .number("connections", row -> row.connections).address("addresses", row -> row.addresses)
        .text("abilities", row -> row.abilities).text("standingExecutor", row -> row.standingExecutor);

    /** {@code address} is that of either end. */
    static final Table<ConnectionRow> CONNECTIONS = new Table<ConnectionRow>("connections")
        .text("agent", row -> row.brief().agent).text("token", row -> row.brief().token)
        .flag("serverSide", row -> row.brief().serverSide)
        .address("localAddress", row -> row.brief().initial.localAddress)
        .number("localPort", row -> row.brief().initial.localPort)
        .address("remoteAddress", row -> row.brief().initial.remoteAddress)
        .number("remotePort", row -> row.brief().initial.remotePort)
        .address("address", row -> List.of(row.brief().initial.localAddress, row.brief().initial.remoteAddress))
        .number("standingPlan", row -> row.brief().standingPlan).number("subflowCount", row -> row.brief().subflowCount)
        .number("awaitedCount", row -> row.brief().awaitedCount).number("failedCount", row -> row.brief().failedCount)
        .number("sendRateBps", row -> row.brief().sendRateBps)
        .number("receiveRateBps", row -> row.brief().receiveRateBps)
        .text("sendingLimit", row -> row.brief().sendingLimit)
        .text("origin", row -> row.subflows().stream().map(each -> each.origin).collect(Collectors.toSet()))
        .text("link", row -> row.subflows().stream().flatMap(Rows::links).collect(Collectors.toSet()))
        .text("device", row -> row.subflows().stream().flatMap(Rows::links).map(Rows::device)
            .collect(Collectors.toSet()));

    static final Table<SubflowView> SUBFLOWS = new Table<SubflowView>("subflows").text("agent", row -> row.agent)
        .text("token", row -> row.token).address("localAddress", row -> row.ends.localAddress)
        .number("localPort", row -> row.ends.localPort).address("remoteAddress", row -> row.ends.remoteAddress)
        .number("remotePort", row -> row.ends.remotePort).flag("backup", row -> row.backup)
        .text("outboundPath", row -> row.outboundPath).text("inboundPath", row -> row.inboundPath)
        .text("origin", row -> row.origin).text("link", row -> links(row).collect(Collectors.toSet()))
        .text("device", row -> links(row).map(Rows::device).collect(Collectors.toSet()))
        .number("sendRateBps", row -> row.measured == null ? null : row.measured.sendRateBps)
        .number("receiveRateBps", row -> row.measured == null ? null : row.measured.receiveRateBps)
        .number("rttMicros", row -> row.measured == null ? null : row.measured.rttMicros)
        .number("retransmittedSegments", row -> row.measured == null ? null : row.measured.retransmittedSegments);

    static final Table<DeviceView> DEVICES = new Table<DeviceView>("devices").text("id", row -> row.id)
        .text("name", row -> row.name).text("hash", row -> row.hash == null ? "none" : row.hash)
        .flag("routes", row -> row.routes).number("degree", row -> row.degree);

    static final Table<LinkView> LINKS = new Table<LinkView>("links").text("id", row -> row.id)
        .text("source", row -> row.source).number("port", row -> row.port)
        .text("destination", row -> row.destination).flag("ofHost", row -> row.ofHost).flag("up", row -> row.up)
        .number("rateBps", row -> row.rateBps).number("trafficBps", row -> row.trafficBps)
        .number("plannedBps", row -> row.plannedBps);

    static final Table<HostView> HOSTS = new Table<HostView>("hosts").text("id", row -> row.id)
        .address("addresses", row -> row.addresses).text("locations", row -> row.locations)
        .text("agent", row -> row.agent);

    static final Table<ProblemView> PROBLEMS = new Table<ProblemView>("problems").text("about", row -> row.about)
        .text("problem", row -> row.problem);

    private static final Map<String, Table<?>> ALL = Map.of("agents", AGENTS, "connections", CONNECTIONS,
        "subflows", SUBFLOWS, "devices", DEVICES, "links", LINKS, "hosts", HOSTS, "problems", PROBLEMS);

    private Rows() {
    }

    /** The columns of the list of that name; none if there is no such list. */
    static List<String> columns(String list) {
        return ALL.containsKey(list) ? ALL.get(list).columns() : List.of();
    }

    private static Stream<String> links(SubflowView subflow) {
        return Stream.of(subflow.outboundPath, subflow.inboundPath).filter(path -> !path.isEmpty())
            .flatMap(path -> Stream.of(path.split(">")));
    }

    private static String device(String link) {
        return link.substring(0, link.lastIndexOf('/'));
    }
}
