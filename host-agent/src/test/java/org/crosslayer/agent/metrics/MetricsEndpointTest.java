// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsEndpointTest {
    private static final InetSocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final HttpClient client = HttpClient.newHttpClient();
    private MetricsEndpoint endpoint;

    @AfterEach
    void close() {
        endpoint.close();
    }

    private void open(Consumer<MetricText> figures) throws IOException {
        endpoint = MetricsEndpoint.open(ANY, figures);
    }

    private HttpResponse<String> ask(String method, String path, String accept) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create("http://localhost:" + endpoint.address().getPort() + path))
            .header("Accept", accept).method(method, HttpRequest.BodyPublishers.noBody()).build(),
            HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void shouldGiveTheFormatThatIsAskedFor() throws Exception {
        open(text -> text.counter("a", "A.", 1));

        HttpResponse<String> open = ask("GET", "/metrics",
            "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5");
        assertThat(open.headers().firstValue("Content-Type")).hasValue(MetricText.OPEN_METRICS);
        assertThat(Exposition.read(open.body()).value("a_total")).isEqualTo(1);
        HttpResponse<String> plain = ask("GET", "/metrics", "*/*");
        assertThat(plain.headers().firstValue("Content-Type")).hasValue(MetricText.PLAIN);
        assertThat(plain.body()).isEqualTo("# HELP a_total A.\n# TYPE a_total counter\na_total 1\n");
    }

    @Test
    void shouldWriteTheProcess() throws Exception {
        open(ProcessMetrics::write);

        Exposition text = Exposition.read(ask("GET", "/metrics", "application/openmetrics-text").body());

        assertThat(text.value("process_resident_memory_bytes")).isGreaterThan(1 << 20);
        assertThat(text.families()).containsExactlyInAnyOrder("process_cpu_seconds", "process_start_time_seconds",
            "process_resident_memory_bytes");
    }

    @Test
    void shouldAnswerNothingElse() throws Exception {
        open(text -> {
            throw new IllegalStateException("test");
        });

        assertThat(ask("GET", "/", "*/*").statusCode()).isEqualTo(404);
        assertThat(ask("POST", "/metrics", "*/*").statusCode()).isEqualTo(405);
        HttpResponse<String> failed = ask("GET", "/metrics", "*/*");
        assertThat(failed.statusCode()).isEqualTo(500);
        assertThat(failed.body()).isEqualTo("see the agent's log\n");
    }

    @Test
    void shouldSayInOneLineThatThePortIsTaken() throws Exception {
        open(text -> { });

        assertThatThrownBy(() -> MetricsEndpoint.open(endpoint.address(), text -> { }))
            .isInstanceOf(IOException.class).hasMessageMatching("metrics: cannot listen at 127.0.0.1:[0-9]+: .*;"
                + " give --metrics another address or port");
    }
}
