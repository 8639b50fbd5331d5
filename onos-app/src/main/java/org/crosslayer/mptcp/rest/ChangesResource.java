// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.rest;

import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.crosslayer.mptcp.view.ChangeFeed;

/** What has changed, for who cannot listen to {@code /events}. */
@Path("changes")
@Produces(MediaType.APPLICATION_JSON)
public class ChangesResource extends MptcpResource {
    /**
     * Changes after a revision; without one, just the revision.
     *
     * @return answer
     */
    @GET
    public Response since(@QueryParam("since") String since) {
        ChangeFeed feed = get(ChangeFeed.class);
        if (since == null) {
            return json(feed.since(feed.revision()));
        }
        if (!since.matches("\\d{1,18}")) {
            throw new IllegalArgumentException("parameter since: expected the revision of an earlier answer, found '"
                + since + "'");
        }
        return json(feed.since(Long.parseLong(since)));
    }
}
