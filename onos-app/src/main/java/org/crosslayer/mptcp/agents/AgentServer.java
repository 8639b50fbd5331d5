// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.agents;

import static org.crosslayer.mptcp.OsgiPropertyConstants.LISTEN_ADDRESS;
import static org.crosslayer.mptcp.OsgiPropertyConstants.LISTEN_ADDRESS_DEFAULT;
import static org.crosslayer.mptcp.OsgiPropertyConstants.PLAINTEXT;
import static org.crosslayer.mptcp.OsgiPropertyConstants.PLAINTEXT_DEFAULT;
import static org.crosslayer.mptcp.OsgiPropertyConstants.PORT;
import static org.crosslayer.mptcp.OsgiPropertyConstants.PORT_DEFAULT;
import static org.crosslayer.mptcp.OsgiPropertyConstants.TLS_CERTIFICATE;
import static org.crosslayer.mptcp.OsgiPropertyConstants.TLS_CERTIFICATE_DEFAULT;
import static org.crosslayer.mptcp.OsgiPropertyConstants.TLS_KEY;
import static org.crosslayer.mptcp.OsgiPropertyConstants.TLS_KEY_DEFAULT;
import static org.crosslayer.mptcp.OsgiPropertyConstants.TLS_TRUST;
import static org.crosslayer.mptcp.OsgiPropertyConstants.TLS_TRUST_DEFAULT;

import java.io.IOException;
import java.util.Date;
import java.util.Dictionary;
import org.onosproject.cfg.ComponentConfigService;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens and closes the endpoint as its properties say. A wrong property leaves everything as it is, and one log line
 * says what is wrong.
 */
@Component(immediate = true, service = AgentServer.class, property = {
    LISTEN_ADDRESS + "=" + LISTEN_ADDRESS_DEFAULT,
    PORT + ":Integer=" + PORT_DEFAULT,
    TLS_CERTIFICATE + "=" + TLS_CERTIFICATE_DEFAULT,
    TLS_KEY + "=" + TLS_KEY_DEFAULT,
    TLS_TRUST + "=" + TLS_TRUST_DEFAULT,
    PLAINTEXT + ":Boolean=" + PLAINTEXT_DEFAULT
})
public class AgentServer {
    /** How often the certificates of attached agents are looked at again. */
    private static final int CERTIFICATE_SECONDS = 30;
    /** How often it is looked whether the endpoint keeps up. */
    private static final int PACE_SECONDS = 1;

    private final Logger log = LoggerFactory.getLogger(getClass());

    @Reference
    protected ComponentConfigService configService;
    @Reference
    protected AgentManager agents;

    /** Address to listen at for agents; 0.0.0.0 for all of this node's. */
    private String listenAddress = LISTEN_ADDRESS_DEFAULT;
    /** TCP port to listen at for agents. */
    private int port = PORT_DEFAULT;
    /** PEM file with this node's certificate chain. */
    private String tlsCertificate = TLS_CERTIFICATE_DEFAULT;
    /** PEM file with the private key of the certificate, PKCS 8, not encrypted. */
    private String tlsKey = TLS_KEY_DEFAULT;
    /** PEM file with the certificates of those who may sign agents' certificates. */
    private String tlsTrust = TLS_TRUST_DEFAULT;
    /** Talk to agents without TLS; only with a loopback listenAddress. */
    private boolean plaintext = PLAINTEXT_DEFAULT;

    private EndpointSettings settings;
    private Endpoint endpoint;

    @Activate
    protected void activate(ComponentContext context) {
        configService.registerProperties(getClass());
        log.info("Started");
        modified(context);
    }

    @Deactivate
    protected synchronized void deactivate() {
        if (endpoint != null) {
            agents.leave();
        }
        stop();
        configService.unregisterProperties(getClass(), false);
        log.info("Stopped");
    }

    @Modified
    protected synchronized void modified(ComponentContext context) {
        try {
            read(context == null ? null : context.getProperties());
            EndpointSettings wanted = EndpointSettings.of(listenAddress, port, tlsCertificate, tlsKey, tlsTrust,
                plaintext);
            if (endpoint == null || !wanted.equals(settings)) {
                change(wanted);
            }
        } catch (IllegalArgumentException e) {
            log.warn("{}; {}", e.getMessage(), state());
        }
    }

    private void read(Dictionary<?, ?> properties) {
        listenAddress = text(properties, LISTEN_ADDRESS, LISTEN_ADDRESS_DEFAULT);
        String number = text(properties, PORT, String.valueOf(PORT_DEFAULT));
        try {
            port = Integer.parseInt(number);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("port is '" + number + "', expected a number", e);
        }
        tlsCertificate = text(properties, TLS_CERTIFICATE, TLS_CERTIFICATE_DEFAULT);
        tlsKey = text(properties, TLS_KEY, TLS_KEY_DEFAULT);
        tlsTrust = text(properties, TLS_TRUST, TLS_TRUST_DEFAULT);
        plaintext = Boolean.parseBoolean(text(properties, PLAINTEXT, String.valueOf(PLAINTEXT_DEFAULT)));
    }

    private static String text(Dictionary<?, ?> properties, String name, String otherwise) {
        Object value = properties == null ? null : properties.get(name);
        return value == null ? otherwise : value.toString().trim();
    }

    /** Goes to other settings, or back to those before if the new ones do not work. */
    private void change(EndpointSettings wanted) {
        EndpointTls tls = Endpoint.tls(wanted);
        EndpointSettings before = settings;
        stop();
        if (!start(wanted, tls) && before != null) {
            start(before, Endpoint.tls(before));
        }
    }

    private boolean start(EndpointSettings wanted, EndpointTls tls) {
        try {
            endpoint = Endpoint.start(wanted, tls, ControlMethod.service(agents, EndpointLimits.DEFAULT),
                EndpointLimits.DEFAULT);
            settings = wanted;
            keepPace(endpoint);
            if (tls != null) {
                endpoint.every(CERTIFICATE_SECONDS, () -> agents.expel(tls, new Date()));
            }
            log.info("Agents may attach at {}", wanted);
            return true;
        } catch (IOException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            log.warn("Cannot listen at {}: {}; set another listenAddress or port", wanted, cause.getMessage());
            return false;
        }
    }

    private void keepPace(Endpoint started) {
        TelemetryPace pace = new TelemetryPace();
        started.every(PACE_SECONDS, () -> agents.stretchTelemetry(pace.next(started.lag(), agents.readings())));
    }

    private void stop() {
        if (endpoint != null) {
            endpoint.stop(agents::closeAll);
            endpoint = null;
            settings = null;
        }
    }

    private String state() {
        return endpoint == null ? "agents cannot attach" : "agents may still attach at " + settings;
    }

    /** Port that agents attach to, -1 while there is none. */
    synchronized int boundPort() {
        return endpoint == null ? -1 : endpoint.port();
    }
}
