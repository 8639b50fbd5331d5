// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.it;

import java.nio.file.Path;
import java.time.Duration;
import org.crosslayer.onoscore.embedded.EmbeddedCore;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.osgi.framework.Bundle;

/** One embedded ONOS core with the application as a bundle, shared by all test classes that ask for it. */
public final class OnosCore implements BeforeAllCallback, ParameterResolver {

    /** Waits of the tests end at this. */
    public static final Duration DEADLINE = Duration.ofSeconds(20);

    private static final Namespace NAMESPACE = Namespace.create(OnosCore.class);
    private static final String[] EXPORTED = {
        "org.crosslayer.mptcp;version=0.1.0", "org.crosslayer.fabric;version=0.1.0",
        "org.crosslayer.ecmp;version=0.1.0", "org.crosslayer.plan;version=0.1.0",
        "org.crosslayer.standing;version=0.1.0"};

    /** The running core and the application in it. */
    public static final class Running implements CloseableResource {
        private final EmbeddedCore core;
        private final Bundle application;

        private Running(EmbeddedCore core, Bundle application) {
            this.core = core;
            this.application = application;
        }

        private static Running start() {
            try {
                EmbeddedCore core = EmbeddedCore.from(Path.of(System.getProperty("onos.core"), "karaf/target/assembly"))
                        .lend(EXPORTED).start();
                return new Running(core, core.install(Path.of(System.getProperty("application.bundle"))));
            } catch (Exception e) {
                throw new IllegalStateException("the embedded ONOS core does not start", e);
            }
        }

        Bundle application() {
            return application;
        }

        public <T> T service(Class<T> type) {
            return core.service(type, DEADLINE);
        }

        boolean offers(Class<?> service) {
            return core.offers(service);
        }

        @Override
        public void close() throws Exception {
            core.close();
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        running(context);
    }

    private static Running running(ExtensionContext context) {
        return context.getRoot().getStore(NAMESPACE)
                .getOrComputeIfAbsent(Running.class, key -> Running.start(), Running.class);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Running.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return running(context);
    }
}
