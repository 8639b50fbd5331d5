// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.controller;

import java.io.IOException;
import java.util.Collection;
import java.util.function.Function;
import org.crosslayer.control.v1.AgentMessage;
import org.crosslayer.control.v1.CheckResult;

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

        /** Answers Check like this from now on; without, it is too old to know it. */
        public void answer(Function<AgentMessage, CheckResult> check) {
            controller.check = check;
        }

        /** Everything that was wrong with what agents have sent. */
        public Collection<String> wrong() {
            return controller.wrong;
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
