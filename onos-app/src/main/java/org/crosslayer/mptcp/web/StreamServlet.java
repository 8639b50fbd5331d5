// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.web;

import java.io.IOException;
import javax.servlet.AsyncContext;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.crosslayer.mptcp.view.MptcpViews;
import org.onlab.osgi.DefaultServiceDirectory;

/** Server-sent events: everything at once, then what changes. */
public class StreamServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private transient Feed feed;

    @Override
    public void init() {
        feed = new Feed(() -> DefaultServiceDirectory.getService(MptcpViews.class));
    }

    @Override
    public void destroy() {
        feed.close();
    }

    @Override
    protected void doHead(HttpServletRequest request, HttpServletResponse response) {
        setHeaders(response);
    }

    private static void setHeaders(HttpServletResponse response) {
        response.setContentType("text/event-stream");
        response.setCharacterEncoding("utf-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        setHeaders(response);
        AsyncContext context = request.startAsync();
        context.setTimeout(0);
        StreamClient client = new StreamClient(context);
        feed.add(client);
    }
}
