// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.controller;

import java.io.IOException;
import org.crosslayer.control.v1.AgentMessage;

/** Controllers for tests of other packages. */
public final class TestControllers {
    private TestControllers() {
    }

    /** In clear text. */
    public static final class Plain implements AutoCloseable {
        private final FakeController controller = new FakeController(0);

        public Plain() throws IOException {
        }

        public ControllerAddress address() {
            return controller.address();
        }

        /** How many agents have said who they are. */
        public long hellos() {
            return controller.streams.stream().flatMap(stream -> stream.received.stream())
                .filter(AgentMessage::hasHello).count();
        }

        @Override
        public void close() throws Exception {
            controller.close();
        }
    }

    /** TLS in front of one. */
    public static final class Tls implements AutoCloseable {
        private final TlsGate gate;

        public Tls(TlsFiles files, Plain behind) throws IOException {
            gate = new TlsGate(files, behind.address());
        }

        public ControllerAddress address() {
            return gate.address();
        }

        @Override
        public void close() throws IOException {
            gate.close();
        }
    }
}
