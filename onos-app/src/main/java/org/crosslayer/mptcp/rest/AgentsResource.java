// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.rest;

import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.UriInfo;

/** Agents. */
@Path("agents")
@Produces(MediaType.APPLICATION_JSON)
public class AgentsResource extends MptcpResource {
    /**
     * Attached agents.
     *
     * @return answer
     */
    @GET
    public Response list(@Context UriInfo uri) {
        return page(views().agents(query(uri)), "agents");
    }

    /**
     * One agent.
     *
     * @return answer
     */
    @GET
    @Path("{id}")
    public Response one(@PathParam("id") String id) {
        return json(views().agent(id).orElseThrow(() -> notFound("agent " + id, "/agents")));
    }
}
