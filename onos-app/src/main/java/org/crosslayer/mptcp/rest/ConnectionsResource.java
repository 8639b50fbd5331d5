// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.rest;

import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.UriInfo;
import org.crosslayer.mptcp.AgentId;
import org.crosslayer.mptcp.ConnectionKey;
import org.crosslayer.mptcp.ConnectionToken;

/** Connections and subflows. */
@Path("")
@Produces(MediaType.APPLICATION_JSON)
public class ConnectionsResource extends MptcpResource {
    /**
     * Connections.
     *
     * @return answer
     */
    @GET
    @Path("connections")
    public Response list(@Context UriInfo uri, @QueryParam("brief") String brief) {
        return page(views().connections(query(uri, "brief"), flag("brief", brief)), "connections");
    }

    /**
     * One connection.
     *
     * @return answer
     */
    @GET
    @Path("connections/{agent}/{token}")
    public Response one(@PathParam("agent") String agent, @PathParam("token") String token) {
        ConnectionKey key = key(agent, token);
        return json(views().connection(key).orElseThrow(() -> notFound("connection " + key, "/connections")));
    }

    /**
     * Why the subflows of a connection are where they are.
     *
     * @return answer
     */
    @GET
    @Path("connections/{agent}/{token}/explanation")
    public Response explain(@PathParam("agent") String agent, @PathParam("token") String token) {
        ConnectionKey key = key(agent, token);
        return json(views().explanation(key).orElseThrow(() -> notFound("connection " + key, "/connections")));
    }

    /**
     * Subflows.
     *
     * @return answer
     */
    @GET
    @Path("subflows")
    public Response subflows(@Context UriInfo uri) {
        return page(views().subflows(query(uri)), "subflows");
    }

    private static ConnectionKey key(String agent, String token) {
        if (!token.matches("[0-9a-fA-F]{1,8}")) {
            throw new IllegalArgumentException("token: expected up to eight hexadecimal digits, found '" + token + "'");
        }
        return ConnectionKey.connectionKey(AgentId.agentId(agent), ConnectionToken.parse(token));
    }
}
