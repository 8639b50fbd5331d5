// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The daemon killed and stopped while connections come up: in the end it and the kernel agree, subflow by subflow. */
class SurvivalIT extends OnTwoHosts {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SUBFLOWS = 3;
    private static final int KILLS = 6;
    private static final int CONNECTIONS = 120;
    /** More events than the receive buffer takes: two for each listener. */
    private static final int LISTENERS = 40_000;

    @TempDir
    private Path runDirectory;

    private AgentProcess agent() throws Exception {
        return AgentProcess.run(here, "--simulate", String.valueOf(SUBFLOWS), "--run-directory",
            runDirectory.toString());
    }

    private void shouldAgree(int connections) {
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
            Set<String> kernel = AgentView.ofKernel(here);
            assertThat(AgentView.ofAgent(runDirectory)).isEqualTo(kernel);
            assertThat(kernel).hasSize(connections * SUBFLOWS);
        });
    }

    private void shouldHaveNothingTwice() throws Exception {
        Map<String, List<String>> ids = new TreeMap<>();
        Set<String> ports = new HashSet<>();
        for (String line : AgentView.ofKernel(here)) {
            String[] words = line.split(" ");
            ids.computeIfAbsent(words[0], token -> new ArrayList<>()).add(words[3]);
            assertThat(ports.add(words[1])).as("source port of %s taken once", line).isTrue();
        }
        assertThat(ids).allSatisfy((token, used) -> assertThat(used).hasSize(SUBFLOWS).doesNotHaveDuplicates());
    }

    @Test
    void shouldAgreeWithTheKernelAfterItWasKilledAtRandomPoints() throws Exception {
        SplittableRandom random = new SplittableRandom(20);
        int port = server.listen("10.9.0.2", 0);
        ExecutorService traffic = Executors.newSingleThreadExecutor();
        try {
            Future<?> opened = traffic.submit(() -> {
                for (int i = 0; i < CONNECTIONS / 10; i++) {
                    client.crowd("10.9.0.2", port, 10);
                }
            });
            for (int kill = 1; kill <= KILLS; kill++) {
                int subflows = CONNECTIONS * kill / (KILLS + 1) + random.nextInt(10);
                try (AgentProcess agent = agent()) {
                    await().atMost(PATIENCE).until(
                        () -> opened.isDone() || AgentView.ofKernel(here).size() >= subflows);
                    agent.kill();
                }
            }
            try (AgentProcess last = agent()) {
                opened.get();
                shouldAgree(CONNECTIONS);
                shouldHaveNothingTwice();
                client.close();
                await().atMost(PATIENCE).until(() -> AgentView.ofAgent(runDirectory).isEmpty());
                assertThat(AgentView.ofKernel(here)).isEmpty();
                assertThat(last.log()).noneMatch(line -> line.contains("ERROR"));
            }
        } finally {
            traffic.shutdownNow();
        }
    }

    @Test
    void shouldAgreeWithTheKernelAfterEventsWereLostWhileItWasStopped() throws Exception {
        int port = server.listen("10.9.0.2", 0);
        try (AgentProcess agent = agent()) {
            client.crowd("10.9.0.2", port, 10);
            shouldAgree(10);
            agent.signal("STOP");
            // A full buffer first: what happens to connections then is lost for certain.
            client.storm(LISTENERS);
            client.crowd("10.9.0.2", port, 20);
            agent.signal("CONT");
            agent.awaitLog("Lost events of the path manager: the receive buffer of");
            agent.awaitLog("connections taken anew from socket diagnostics after a loss of events");
            shouldAgree(30);
            shouldHaveNothingTwice();
        }
    }
}
