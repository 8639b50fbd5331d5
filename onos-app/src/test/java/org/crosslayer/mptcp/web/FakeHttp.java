// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import javax.servlet.AsyncContext;
import javax.servlet.ServletOutputStream;
import javax.servlet.WriteListener;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** One request to a servlet and what comes back: of the servlet API only what the page's servlets call. */
final class FakeHttp {
    final Map<String, String> asked = new HashMap<>();
    final Map<String, String> headers = new HashMap<>();
    final Body body = new Body();
    int status = HttpServletResponse.SC_OK;
    boolean async;
    boolean completed;

    /** A body that takes what it is given while it is {@link #ready}, or has been closed by the browser. */
    static final class Body extends ServletOutputStream {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        boolean ready = true;
        boolean gone;
        WriteListener listener;

        @Override
        public boolean isReady() {
            return ready;
        }

        @Override
        public void setWriteListener(WriteListener newListener) {
            listener = newListener;
        }

        @Override
        public void write(int one) throws IOException {
            if (gone) {
                throw new IOException("Broken pipe");
            }
            bytes.write(one);
        }
    }

    /** Asks a servlet as a container does. */
    FakeHttp ask(HttpServlet servlet, String method, String path) throws Exception {
        servlet.service(request(method, path), response());
        return this;
    }

    private HttpServletRequest request(String method, String path) {
        return proxy(HttpServletRequest.class, (name, with) -> {
            switch (name) {
                case "getMethod":
                    return method;
                case "getProtocol":
                    return "HTTP/1.1";
                case "getPathInfo":
                    return path;
                case "getRequestURI":
                    return "/onos/mptcp/ui" + (path == null ? "" : path);
                case "getHeader":
                    return asked.get((String) with[0]);
                case "startAsync":
                    async = true;
                    return context();
                default:
                    throw new UnsupportedOperationException(name);
            }
        });
    }

    private HttpServletResponse response() {
        return proxy(HttpServletResponse.class, (name, with) -> {
            switch (name) {
                case "setHeader":
                    return headers.put((String) with[0], (String) with[1]);
                case "setContentType":
                    return headers.put("Content-Type", (String) with[0]);
                case "setCharacterEncoding":
                    return headers.put("charset", (String) with[0]);
                case "setContentLength":
                    return headers.put("Content-Length", String.valueOf(with[0]));
                case "sendRedirect":
                    status = HttpServletResponse.SC_FOUND;
                    return headers.put("Location", (String) with[0]);
                case "setStatus":
                case "sendError":
                    status = (Integer) with[0];
                    return null;
                case "containsHeader":
                    return headers.containsKey((String) with[0]);
                case "getOutputStream":
                    return body;
                default:
                    throw new UnsupportedOperationException(name);
            }
        });
    }

    /** The answer, continued later. */
    AsyncContext context() {
        return proxy(AsyncContext.class, (name, with) -> {
            switch (name) {
                case "getResponse":
                    return response();
                case "setTimeout":
                    return null;
                case "complete":
                    if (completed) {
                        throw new IllegalStateException("completed already");
                    }
                    completed = true;
                    return null;
                default:
                    throw new UnsupportedOperationException(name);
            }
        });
    }

    /** Answers a call by its name and arguments. */
    private interface Answer {
        Object to(String name, Object[] with);
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, called, with) -> {
            Object result = answer.to(called.getName(), with);
            return called.getReturnType() == void.class ? null : result;
        }));
    }
}
