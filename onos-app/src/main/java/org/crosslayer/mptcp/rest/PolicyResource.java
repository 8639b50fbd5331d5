// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.rest;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.ws.rs.Consumes;
import javax.ws.rs.DELETE;
import javax.ws.rs.GET;
import javax.ws.rs.PUT;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.UriInfo;
import org.crosslayer.mptcp.config.PolicyEditor;

/** The policy: what is in force, and what is configured. Only administrators may change it. */
@Path("policy")
@Produces(MediaType.APPLICATION_JSON)
public class PolicyResource extends MptcpResource {
    private static final List<String> NAMES = List.of("host", "prefix", "ports");

    /**
     * The policy in force, with defaults.
     *
     * @return answer
     */
    @GET
    public Response inForce() {
        return json(views().policy());
    }

    /**
     * What is configured.
     *
     * @return answer
     */
    @GET
    @Path("configured")
    public Response configured() {
        return json(get(PolicyEditor.class).configured());
    }

    /**
     * Replaces what is configured.
     *
     * @param body all members, as in the network configuration
     * @return answer with what is in force soon
     */
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public Response replace(InputStream body) {
        get(PolicyEditor.class).replace(body(body, null));
        return configured();
    }

    /**
     * Goes back to the defaults.
     *
     * @return empty answer
     */
    @DELETE
    public Response remove() {
        get(PolicyEditor.class).remove();
        return Response.noContent().build();
    }

    /**
     * Changes the rule for some connections, or adds it.
     *
     * @param uri  host, prefix, ports: the connections that it is for
     * @param body members of the rule
     * @return answer with all that is configured
     */
    @PUT
    @Path("rule")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response changeRule(@Context UriInfo uri, InputStream body) {
        get(PolicyEditor.class).changeRule(rule(uri), body(body, null));
        return configured();
    }

    /**
     * Takes a rule out.
     *
     * @param uri host, prefix, ports: the connections that it is for
     * @return empty answer
     */
    @DELETE
    @Path("rule")
    public Response removeRule(@Context UriInfo uri) {
        Map<String, String> rule = rule(uri);
        if (!get(PolicyEditor.class).removeRule(rule)) {
            throw notFound("a rule for " + rule, "/policy/configured");
        }
        return Response.noContent().build();
    }

    private static Map<String, String> rule(UriInfo uri) {
        Map<String, String> rule = new TreeMap<>(conditions(uri));
        if (rule.isEmpty() || !NAMES.containsAll(rule.keySet())) {
            throw new IllegalArgumentException("expected parameters host, prefix, ports or several of them: they name "
                + "the rule; found " + rule.keySet());
        }
        return rule;
    }
}
