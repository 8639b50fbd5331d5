// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.InputStream;
import java.util.Set;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.crosslayer.ecmp.Address;
import org.crosslayer.ecmp.FiveTuple;

/** Paths between hosts and of flows. */
@Path("")
@Produces(MediaType.APPLICATION_JSON)
public class PathsResource extends MptcpResource {
    private static final Set<String> MEMBERS = Set.of("source", "sourcePort", "destination", "destinationPort");

    /**
     * The paths between two hosts.
     *
     * @return answer
     */
    @GET
    @Path("paths")
    public Response paths(@QueryParam("source") String source, @QueryParam("destination") String destination) {
        Address from = address("source", source);
        Address to = address("destination", destination);
        sameFamily(from, to);
        return json(views().paths(from, to));
    }

    /**
     * The path of a flow.
     *
     * @param body object with source, sourcePort, destination and destinationPort
     * @return answer
     */
    @POST
    @Path("trace")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response trace(InputStream body) {
        return json(views().trace(flow(body)));
    }

    /**
     * The plan for a connection that is not there.
     *
     * @param body object with source, sourcePort, destination and destinationPort
     * @return answer
     */
    @POST
    @Path("whatif")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response whatIf(InputStream body) {
        return json(views().whatIf(flow(body)));
    }

    private FiveTuple flow(InputStream stream) {
        ObjectNode body = body(stream, MEMBERS);
        Address from = address("source", body.path("source").asText(null));
        Address to = address("destination", body.path("destination").asText(null));
        sameFamily(from, to);
        return FiveTuple.tcp(from, port(body, "sourcePort"), to, port(body, "destinationPort"));
    }
}
