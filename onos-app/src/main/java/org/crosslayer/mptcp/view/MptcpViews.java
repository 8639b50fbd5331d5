// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.view;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.function.IntToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.crosslayer.ecmp.Address;
import org.crosslayer.ecmp.FiveTuple;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.PathTracer;
import org.crosslayer.mptcp.Agent;
import org.crosslayer.mptcp.AgentId;
import org.crosslayer.mptcp.AgentService;
import org.crosslayer.mptcp.ConnectionKey;
import org.crosslayer.mptcp.FabricService;
import org.crosslayer.mptcp.FourTuple;
import org.crosslayer.mptcp.MptcpConnection;
import org.crosslayer.mptcp.MptcpConnectionService;
import org.crosslayer.mptcp.cluster.ClusterLoads;
import org.crosslayer.mptcp.connections.ConnectionRegistry;
import org.crosslayer.mptcp.planning.Flows;
import org.crosslayer.mptcp.planning.LoadExchange;
import org.crosslayer.mptcp.planning.PlanningService;
import org.onosproject.cluster.ClusterService;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes views from the services of this node, as things are at the moment of the call. Safe from any thread. */
@Component(immediate = true, service = MptcpViews.class)
public class MptcpViews {
    private static final int MAX_PORT = 65_535;

    private final Logger log = LoggerFactory.getLogger(getClass());

    @Reference
    protected AgentService agentService;
    @Reference
    protected MptcpConnectionService connectionService;
    @Reference
    protected ConnectionRegistry registry;
    @Reference
    protected FabricService fabricService;
    @Reference
    protected PlanningService planningService;
    @Reference
    protected ClusterService clusterService;
    @Reference
    protected ClusterLoads clusterLoads;

    private final SubflowOrigins origins = new SubflowOrigins();
    private Fabric lastFabric;
    private long fabricRevision;

    @Activate
    protected void activate() {
        log.info("Started");
    }

    @Deactivate
    protected void deactivate() {
        log.info("Stopped");
    }

    /**
     * Attached agents, by name.
     *
     * @param query which
     * @return agents
     */
    public Page<AgentView> agents(Query query) {
        return Rows.AGENTS.select(agentService.agents().stream().sorted(Comparator.comparing(Agent::id))
            .map(agent -> new AgentRow(agent, this::view)).collect(Collectors.toList()), query).map(AgentRow::view);
    }

    /**
     * One agent.
     *
     * @param id its name
     * @return empty if it is not attached to this node
     */
    public Optional<AgentView> agent(String id) {
        return agentService.agent(AgentId.agentId(id)).map(this::view);
    }

    private AgentView view(Agent agent) {
        return new AgentView(agent, connectionService.connections(agent.id()).size());
    }

    /**
     * Connections, by agent and token. Conditions on paths make it trace every subflow; the others do not.
     *
     * @param query which
     * @param brief whether to leave out subflows, plans and reasons
     * @return connections
     */
    public Page<ConnectionView> connections(Query query, boolean brief) {
        return Rows.CONNECTIONS.select(rows(), query).map(brief ? ConnectionRow::brief : ConnectionRow::full);
    }

    private List<ConnectionRow> rows() {
        PathTracer tracer = new PathTracer(fabricService.fabric());
        // Sorted in two steps: there are many connections, and few of each agent.
        Map<AgentId, List<MptcpConnection>> byAgent = connectionService.connections().stream()
            .collect(Collectors.groupingBy(connection -> connection.key().agent()));
        return byAgent.entrySet().stream().sorted(Map.Entry.comparingByKey())
            .flatMap(agent -> agent.getValue().stream().sorted(Comparator.comparing(
                connection -> connection.key().token().value(), Integer::compareUnsigned)))
            .map(connection -> new ConnectionRow(connection, connectionService::statistics, tracer))
            .collect(Collectors.toList());
    }

    /**
     * One connection.
     *
     * @param key its name
     * @return empty if it is not known
     */
    public Optional<ConnectionView> connection(ConnectionKey key) {
        return connectionService.connection(key).map(known -> ConnectionView.full(known,
            connectionService.statistics(key), new PathTracer(fabricService.fabric())));
    }

    /**
     * Established subflows, by connection.
     *
     * @param query which
     * @return subflows with the names of their connections
     */
    public Page<SubflowView> subflows(Query query) {
        return Rows.SUBFLOWS.select(rows().stream().flatMap(row -> row.subflows().stream())
            .collect(Collectors.toList()), query).map(SubflowRow::view);
    }

    /**
     * How the established subflows came to be where they are. Traces those that have changed since the last call.
     *
     * @param connections all that there are
     * @return number by origin, each is there
     */
    public Map<SubflowView.Origin, Long> origins(Collection<MptcpConnection> connections) {
        return origins.count(connections, fabricService.fabric());
    }

    /**
     * Why the subflows of a connection are where they are.
     *
     * @param key name of either end
     * @return empty if its load is not accounted at this node
     */
    public Optional<ExplanationView> explanation(ConnectionKey key) {
        return planningService.explain(key).map(ExplanationView::new);
    }

    /**
     * The paths between two hosts.
     *
     * @param source      address of one
     * @param destination address of the other, of the same family
     * @return paths in both directions
     */
    public PathsView paths(Address source, Address destination) {
        return new PathsView(fabricService.fabric(), source, destination);
    }

    /**
     * The paths that the packets of a flow take.
     *
     * @param flow TCP flow
     * @return paths in both directions
     */
    public TraceView trace(FiveTuple flow) {
        return new TraceView(fabricService.fabric(), flow);
    }

    /**
     * What a connection would get that begins with a flow.
     *
     * @param flow TCP flow
     * @return its paths, the plan and why
     */
    public WhatIfView whatIf(FiveTuple flow) {
        FourTuple initial = Flows.tuple(flow);
        AgentId agent = agentService.agents().stream().filter(each -> each.addresses().contains(initial.localAddress()))
            .map(Agent::id).min(Comparator.naturalOrder()).orElse(null);
        return new WhatIfView(trace(flow), agent == null ? null : agent.id(), planningService.whatIf(agent, initial));
    }

    /**
     * The network in numbers.
     *
     * @return summary
     */
    public FabricView fabric() {
        Collection<Agent> agents = agentService.agents();
        FabricReading reading = reading(agents);
        return reading.summary(reading.problems(agents));
    }

    /**
     * How many of each the network has.
     *
     * @return counts
     */
    public FabricCounts fabricCounts() {
        return new FabricCounts(fabricService.fabric(), agentService.agents());
    }

    /**
     * What an operator should know of the fabric and the agents.
     *
     * @param query which
     * @return problems
     */
    public Page<ProblemView> problems(Query query) {
        Collection<Agent> agents = agentService.agents();
        return Rows.PROBLEMS.select(reading(agents).problems(agents), query);
    }

    /**
     * Devices.
     *
     * @param query which
     * @return devices without their links
     */
    public Page<DeviceView> devices(Query query) {
        return Rows.DEVICES.select(reading(List.of()).devices(), query);
    }

    /**
     * One device with the links that leave it.
     *
     * @param text its name or identifier
     * @return empty if there is none of these
     */
    public Optional<DeviceView> device(String text) {
        return reading(List.of()).device(text);
    }

    /**
     * Links, each direction on its own.
     *
     * @param query which
     * @return links
     */
    public Page<LinkView> links(Query query) {
        return Rows.LINKS.select(reading(List.of()).links(), query);
    }

    /**
     * Hosts.
     *
     * @param query which
     * @return hosts with their agents
     */
    public Page<HostView> hosts(Query query) {
        return Rows.HOSTS.select(reading(agentService.agents()).hosts(), query);
    }

    /**
     * The whole fabric.
     *
     * @return devices, links and hosts
     */
    public TopologyView topology() {
        Fabric fabric = fabricService.fabric();
        FabricReading reading = reading(fabric, agentService.agents());
        return new TopologyView(fabricRevision(fabric), reading.devices(), reading.links(), reading.hosts());
    }

    /**
     * What all links carry.
     *
     * @return traffic and planned load
     */
    public TrafficView traffic() {
        Fabric fabric = fabricService.fabric();
        return new TrafficView(fabricRevision(fabric),
            IntStream.range(0, fabric.linkCount()).mapToLong(linkTraffic(fabric)::bps).toArray(),
            IntStream.range(0, fabric.linkCount()).mapToLong(link -> plannedBps(fabric, link)).toArray());
    }

    /** Counts the snapshots that were seen. */
    private synchronized long fabricRevision(Fabric fabric) {
        if (fabric != lastFabric) {
            lastFabric = fabric;
            fabricRevision++;
        }
        return fabricRevision;
    }

    private FabricReading reading(Collection<Agent> agents) {
        return reading(fabricService.fabric(), agents);
    }

    private FabricReading reading(Fabric fabric, Collection<Agent> agents) {
        return new FabricReading(fabric, linkTraffic(fabric), this::plannedBps, agents);
    }

    private LinkTraffic linkTraffic(Fabric fabric) {
        return new LinkTraffic(fabric, fabricService.utilisation(), planningService.reportedTraffic());
    }

    private long plannedBps(Fabric fabric, int link) {
        return fabric.numberedLike(planningService.loadExchange().fabric()) ? planningService.loadBps(link) : 0;
    }

    /**
     * The policy in force.
     *
     * @return with rules
     */
    public PolicyView policy() {
        return new PolicyView(fabricService.policy());
    }

    /**
     * Standing plans.
     *
     * @param agent only of this agent; null: of all
     * @return by agent
     */
    public List<StandingView> standing(String agent) {
        return planningService.standing().stream().filter(one -> agent == null || one.agent().id().equals(agent))
            .map(StandingView::new).collect(Collectors.toList());
    }

    /**
     * What all connections together take.
     *
     * @return planned load of links, source ports in use
     */
    public LoadView load() {
        Map<String, Integer> ports = new TreeMap<>();
        for (Agent agent : agentService.agents()) {
            IntPredicate inUse = registry.sourcePortsInUse(agent.id());
            ports.put(agent.id().id(), (int) IntStream.rangeClosed(1, MAX_PORT).filter(inUse).count());
        }
        return new LoadView(planningService.totals(), ports,
            links(fabricService.fabric(), planningService::loadBps));
    }

    /**
     * The cluster.
     *
     * @return nodes, whose agents are where, and others' load
     */
    public ClusterView cluster() {
        LoadExchange exchange = planningService.loadExchange();
        return new ClusterView(clusterService.getLocalNode().id().id(), nodes(), clusterLoads.owners(),
            links(exchange.fabric(), exchange::othersBps));
    }

    /**
     * The nodes of the cluster.
     *
     * @return state by node, as this node sees it
     */
    public Map<String, String> nodes() {
        Map<String, String> nodes = new TreeMap<>();
        clusterService.getNodes().forEach(node ->
            nodes.put(node.id().id(), clusterService.getState(node.id()).toString()));
        return nodes;
    }

    /**
     * How many agents are attached to any node, as far as this node has heard. Unlike {@link #cluster} it asks nobody.
     *
     * @return those of this node and of others
     */
    public int agentsOfCluster() {
        return Math.max(agentService.agents().size(), clusterLoads.agents());
    }

    private static List<LoadView.Link> links(Fabric fabric, IntToLongFunction load) {
        return IntStream.range(0, fabric.linkCount()).filter(link -> load.applyAsLong(link) != 0)
            .mapToObj(link -> new LoadView.Link(LinkText.ends(fabric, link), load.applyAsLong(link)))
            .collect(Collectors.toList());
    }
}
