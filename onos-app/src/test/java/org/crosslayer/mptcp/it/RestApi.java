// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.JsonValidationReportFormat;
import com.atlassian.oai.validator.report.ValidationReport;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.http.HttpResponse;

/** The application's REST interface in a whole ONOS; every request and answer has to be as its description says. */
final class RestApi {
    private static final String BASE = "/onos/mptcp/v1";

    private final KarafCore core;
    private final ObjectMapper mapper = new ObjectMapper();
    private final OpenApiInteractionValidator description;

    RestApi(KarafCore core) throws Exception {
        this.core = core;
        // As ONOS hands it out to its documentation.
        HttpResponse<String> text = core.send("GET", "/onos/v1/docs/apis" + BASE + "/swagger.json");
        assertThat(text.statusCode()).as(text.body()).isEqualTo(200);
        this.description = OpenApiInteractionValidator.createForInlineApiSpecification(text.body()).build();
    }

    /** A request that the description allows; returns the answer's body. */
    JsonNode request(int status, String method, String path, String body) throws Exception {
        return request(status, method, path, body, true);
    }

    /** A request that the description forbids, and the answer says so. */
    String refused(String method, String path, String body) throws Exception {
        return request(400, method, path, body, false).get("message").asText();
    }

    JsonNode get(String path) throws Exception {
        return request(200, "GET", path, null);
    }

    private JsonNode request(int status, String method, String path, String body, boolean allowed) throws Exception {
        HttpResponse<String> answer = core.send(method, BASE + path, body);
        String where = method + " " + path + " " + answer.body();
        assertThat(answer.statusCode()).as(where).isEqualTo(status);
        String[] parts = path.split("\\?", 2);
        if (allowed) {
            SimpleRequest.Builder request = new SimpleRequest.Builder(method, BASE + parts[0])
                .withAuthorization("Basic b25vczpyb2Nrcw==");
            for (String parameter : parts.length == 1 ? new String[0] : parts[1].split("&")) {
                request.withQueryParam(parameter.substring(0, parameter.indexOf('=')),
                    parameter.substring(parameter.indexOf('=') + 1));
            }
            if (body != null) {
                request.withContentType("application/json").withBody(body);
            }
            verify(where, description.validateRequest(request.build()));
        }
        SimpleResponse.Builder response = new SimpleResponse.Builder(status);
        answer.headers().firstValue("Content-Type").ifPresent(response::withContentType);
        if (!answer.body().isEmpty()) {
            response.withBody(answer.body());
        }
        verify(where, description.validateResponse(BASE + parts[0], Request.Method.valueOf(method), response.build()));
        return answer.body().isEmpty() ? JsonNodeFactory.instance.nullNode() : mapper.readTree(answer.body());
    }

    private static void verify(String where, ValidationReport report) {
        assertThat(report.hasErrors()).as(where + "\n" + JsonValidationReportFormat.getInstance().apply(report))
            .isFalse();
    }
}
