// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.view;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.crosslayer.mptcp.ConnectionStatistics;
import org.crosslayer.mptcp.SubflowStatistics;

/** The columns of every list. */
final class Rows {
    static final Table<AgentRow> AGENTS = new Table<AgentRow>("agents").text("id", AgentRow::id)
        .text("remote", row -> row.view().remote).text("attached", row -> row.view().attached)
        .text("version", row -> row.view().version)
        .text("kernelRelease", row -> row.view().kernelRelease).number("maxSubflows", row -> row.view().maxSubflows)
        .number("connections", row -> row.view().connections).address("addresses", row -> row.view().addresses)
        .text("abilities", row -> row.view().abilities).text("standingExecutor", row -> row.view().standingExecutor);

    /** {@code address} is that of either end. */
    static final Table<ConnectionRow> CONNECTIONS = new Table<ConnectionRow>("connections")
        .text("agent", ConnectionRow::agent).text("token", ConnectionRow::token)
        .flag("serverSide", row -> row.connection().serverSide())
        .address("localAddress", row -> row.initial().localAddress())
        .number("localPort", row -> row.initial().localPort())
        .address("remoteAddress", row -> row.initial().remoteAddress())
        .number("remotePort", row -> row.initial().remotePort())
        .address("address", row -> List.of(row.initial().localAddress(), row.initial().remoteAddress()))
        .number("standingPlan", row -> Integer.toUnsignedLong(row.connection().standingPlan()))
        .number("subflowCount", row -> row.connection().subflows().size())
        .number("awaitedCount", row -> row.brief().awaitedCount).number("failedCount", row -> row.brief().failedCount)
        .number("sendRateBps", row -> row.statistics().map(ConnectionStatistics::sendRateBps).orElse(null))
        .number("receiveRateBps", row -> row.statistics().map(ConnectionStatistics::receiveRateBps).orElse(null))
        .text("sendingLimit", row -> row.statistics().map(ConnectionStatistics::sendingLimit).orElse(null))
        .text("link", row -> row.subflows().stream().flatMap(Rows::links).collect(Collectors.toSet()))
        .text("device", row -> row.subflows().stream().flatMap(Rows::links).map(Rows::device)
            .collect(Collectors.toSet()))
        .text("origin", ConnectionRow::origins);

    static final Table<SubflowRow> SUBFLOWS = new Table<SubflowRow>("subflows")
        .text("agent", row -> row.connection().agent()).text("token", row -> row.connection().token())
        .address("localAddress", row -> row.tuple().localAddress()).number("localPort", row -> row.tuple().localPort())
        .address("remoteAddress", row -> row.tuple().remoteAddress())
        .number("remotePort", row -> row.tuple().remotePort()).flag("backup", SubflowRow::backup)
        .text("outboundPath", row -> row.view().outboundPath).text("inboundPath", row -> row.view().inboundPath)
        .text("origin", SubflowRow::origin).text("link", row -> links(row).collect(Collectors.toSet()))
        .text("device", row -> links(row).map(Rows::device).collect(Collectors.toSet()))
        .number("sendRateBps", row -> row.measured().map(SubflowStatistics::sendRateBps).orElse(null))
        .number("receiveRateBps", row -> row.measured().map(SubflowStatistics::receiveRateBps).orElse(null))
        .number("rttMicros", row -> row.measured().map(SubflowStatistics::rttMicros).orElse(null))
        .number("retransmittedSegments",
            row -> row.measured().map(SubflowStatistics::retransmittedSegments).orElse(null));

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

    private static Stream<String> links(SubflowRow subflow) {
        return Stream.of(subflow.view().outboundPath, subflow.view().inboundPath).filter(path -> !path.isEmpty())
            .flatMap(path -> Stream.of(path.split(">")));
    }

    private static String device(String link) {
        return link.substring(0, link.lastIndexOf('/'));
    }
}
