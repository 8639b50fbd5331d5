// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.rest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.servlet.AsyncContext;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.crosslayer.mptcp.view.ChangeFeed;
import org.onlab.osgi.DefaultServiceDirectory;

/**
 * Tells of changes as they come, as server-sent events ({@code text/event-stream}): each has the data of
 * {@code /v1/changes}, and its revision as id, so that a browser that was cut off goes on where it was. No thread waits
 * for a listener; one that reads slowly gets fewer messages, each with all that it has missed.
 */
public class EventsServlet extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final int MOST_STREAMS = 64;
    private static final int SERVICE_UNAVAILABLE = 503;
    private static final int BAD_REQUEST = 400;

    private final transient Set<EventStream> streams = ConcurrentHashMap.newKeySet();

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String since = request.getHeader("Last-Event-ID");
        since = since == null ? request.getParameter("since") : since;
        if (since != null && !since.matches("\\d{1,18}")) {
            refuse(response, BAD_REQUEST, "since: expected the revision of an earlier event, found '" + since + "'");
            return;
        }
        if (streams.size() >= MOST_STREAMS) {
            refuse(response, SERVICE_UNAVAILABLE, MOST_STREAMS + " listeners are served already; /v1/changes tells the "
                + "same on request");
            return;
        }
        ChangeFeed feed = new DefaultServiceDirectory().get(ChangeFeed.class);
        response.setContentType("text/event-stream");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-store");
        AsyncContext context = request.startAsync();
        context.setTimeout(0);
        // Who does not say where it was has to read everything: nothing is as old as revision 0.
        EventStream stream = new EventStream(feed, context, since == null ? 0 : Long.parseLong(since), streams::remove);
        streams.add(stream);
        stream.open();
    }

    private static void refuse(HttpServletResponse response, int status, String message) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json");
        response.getWriter().write(JsonNodeFactory.instance.objectNode().put("code", status).put("message", message)
            .toString());
    }

    @Override
    public void destroy() {
        streams.forEach(EventStream::close);
        super.destroy();
    }
}
