// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.web;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/**
 * Serves the files of the page, and nothing else of the bundle. The browser is told to load nothing from elsewhere and
 * to run no script that is not a file of the page.
 */
public class PageServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";
    private static final Map<String, String> HEADERS = Map.of("Content-Security-Policy", POLICY,
        "X-Content-Type-Options", "nosniff", "Referrer-Policy", "no-referrer", "Vary", "Accept-Encoding",
        // asked for each time, but sent only if it has changed
        "Cache-Control", "no-cache");

    private final transient Map<String, PageFile> files = new ConcurrentHashMap<>();

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getPathInfo();
        if (path == null) {
            response.sendRedirect(request.getRequestURI() + "/");
            return;
        }
        PageFile file = file("/".equals(path) ? "index.html" : path.substring(1));
        if (file == null) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        HEADERS.forEach(response::setHeader);
        response.setHeader("ETag", file.tag());
        if (file.tag().equals(request.getHeader("If-None-Match"))) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        String accepted = request.getHeader("Accept-Encoding");
        boolean gzip = accepted != null && accepted.contains("gzip");
        if (gzip) {
            response.setHeader("Content-Encoding", "gzip");
        }
        byte[] content = file.content(gzip);
        response.setContentType(file.kind());
        response.setContentLength(content.length);
        response.getOutputStream().write(content);
    }

    private PageFile file(String name) throws IOException {
        PageFile known = files.get(name);
        if (known == null) {
            known = PageFile.read(name);
            if (known != null) {
                files.put(name, known);
            }
        }
        return known;
    }
}
