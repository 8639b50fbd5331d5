// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agentload;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;

/** ONOS's web server, for a user who is logged in. */
final class Web {
    /** Paths of ONOS's own REST interface begin so. */
    static final String ONOS = "v1/";
    /** Paths of the application's begin so. */
    static final String APPLICATION = "mptcp/";
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int BAD = 300;
    /** ONOS has refused a part of what it was given. */
    private static final int PARTLY = 207;

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI root;

    Web(int port) {
        root = URI.create("http://127.0.0.1:" + port + "/onos/");
    }

    HttpClient client() {
        return http;
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(root.resolve(path))
            .header("Authorization", "Basic " + Base64.getEncoder().encodeToString("onos:rocks".getBytes(UTF_8)));
    }

    /** Sends a request; returns the answer's body, or says how ONOS refuses. */
    byte[] send(HttpRequest.Builder builder) throws IOException, InterruptedException {
        HttpRequest request = builder.timeout(PATIENCE).build();
        HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
        if (answer.statusCode() >= BAD || answer.statusCode() == PARTLY) {
            throw new IOException("ONOS refused " + request.method() + " " + request.uri().getPath() + " with "
                + answer.statusCode() + ": " + new String(answer.body(), UTF_8));
        }
        return answer.body();
    }

    byte[] get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }
}
