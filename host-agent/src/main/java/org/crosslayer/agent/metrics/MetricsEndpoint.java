// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers {@code GET /metrics} with the figures of that moment. */
public final class MetricsEndpoint implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MetricsEndpoint.class);
    private static final String PATH = "/metrics";
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;
    private static final int FAILED = 500;
    private static final int THREADS = 2;
    private static final int BACKLOG = 8;

    private final HttpServer server;
    private final ExecutorService executor = Executors.newFixedThreadPool(THREADS, task -> {
        Thread thread = new Thread(task, "metrics");
        thread.setDaemon(true);
        return thread;
    });
    private final Consumer<MetricText> figures;

    private MetricsEndpoint(HttpServer server, Consumer<MetricText> figures) {
        this.server = server;
        this.figures = figures;
    }

    /**
     * Listens.
     *
     * @param figures writes all families; called by several threads
     * @throws IOException in one line: the address cannot be listened at
     */
    public static MetricsEndpoint open(InetSocketAddress address, Consumer<MetricText> figures) throws IOException {
        // Whoever connects and says nothing would keep a thread: the JDK reads these when the first server is made.
        System.setProperty("sun.net.httpserver.maxReqTime", "5");
        System.setProperty("sun.net.httpserver.maxRspTime", "5");
        HttpServer server;
        try {
            server = HttpServer.create(address, BACKLOG);
        } catch (IOException e) {
            throw new IOException("metrics: cannot listen at " + text(address) + ": " + e.getMessage()
                + "; give --metrics another address or port", e);
        }
        MetricsEndpoint endpoint = new MetricsEndpoint(server, figures);
        server.createContext("/", endpoint::answer);
        server.setExecutor(endpoint.executor);
        server.start();
        LOG.info("metrics at http://{}{}", text(endpoint.address()), PATH);
        return endpoint;
    }

    private static String text(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort();
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestURI().getPath().equals(PATH)) {
                send(exchange, NOT_FOUND, MetricText.PLAIN, "there is only " + PATH + " here\n");
                return;
            }
            if (!exchange.getRequestMethod().equals("GET")) {
                exchange.getResponseHeaders().set("Allow", "GET");
                send(exchange, NOT_ALLOWED, MetricText.PLAIN, "only GET\n");
                return;
            }
            String accepted = exchange.getRequestHeaders().getFirst("Accept");
            boolean open = accepted != null && accepted.contains("application/openmetrics-text");
            MetricText text = new MetricText(open);
            try {
                figures.accept(text);
            } catch (RuntimeException e) {
                LOG.error("the metrics cannot be put together", e);
                send(exchange, FAILED, MetricText.PLAIN, "see the agent's log\n");
                return;
            }
            send(exchange, OK, open ? MetricText.OPEN_METRICS : MetricText.PLAIN, text.end());
        }
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }
}
