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

/** The network that plans are made with. */
@Path("fabric")
@Produces(MediaType.APPLICATION_JSON)
public class FabricResource extends MptcpResource {
    /**
     * The network in numbers.
     *
     * @return answer
     */
    @GET
    public Response summary() {
        return json(views().fabric());
    }

    /**
     * Devices, links and hosts at once.
     *
     * @return answer
     */
    @GET
    @Path("topology")
    public Response topology() {
        return json(views().topology());
    }

    /**
     * What all links carry.
     *
     * @return answer
     */
    @GET
    @Path("traffic")
    public Response traffic() {
        return json(views().traffic());
    }

    /**
     * Devices.
     *
     * @return answer
     */
    @GET
    @Path("devices")
    public Response devices(@Context UriInfo uri) {
        return page(views().devices(query(uri)), "devices");
    }

    /**
     * One device with its links.
     *
     * @return answer
     */
    @GET
    @Path("devices/{device}")
    public Response device(@PathParam("device") String device) {
        return json(views().device(device).orElseThrow(() -> notFound("device " + device, "/fabric/devices")));
    }

    /**
     * Links.
     *
     * @return answer
     */
    @GET
    @Path("links")
    public Response links(@Context UriInfo uri) {
        return page(views().links(query(uri)), "links");
    }

    /**
     * Hosts.
     *
     * @return answer
     */
    @GET
    @Path("hosts")
    public Response hosts(@Context UriInfo uri) {
        return page(views().hosts(query(uri)), "hosts");
    }

    /**
     * What is wrong with the network or does not fit.
     *
     * @return answer
     */
    @GET
    @Path("problems")
    public Response problems(@Context UriInfo uri) {
        return page(views().problems(query(uri)), "problems");
    }
}
