// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.rest;

import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.crosslayer.mptcp.view.Json;

/** What is kept for all connections together, and by the cluster. */
@Path("")
@Produces(MediaType.APPLICATION_JSON)
public class StateResource extends MptcpResource {
    /**
     * Planned load of links.
     *
     * @return answer
     */
    @GET
    @Path("load")
    public Response load() {
        return json(views().load());
    }

    /**
     * The nodes of the cluster.
     *
     * @return answer
     */
    @GET
    @Path("cluster")
    public Response cluster() {
        return json(views().cluster());
    }

    /**
     * Standing plans.
     *
     * @return answer
     */
    @GET
    @Path("standing")
    public Response standing(@QueryParam("agent") String agent) {
        return json(Json.of("agents", views().standing(agent)));
    }
}
