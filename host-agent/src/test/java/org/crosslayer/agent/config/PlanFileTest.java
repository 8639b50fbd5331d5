// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.crosslayer.agent.plans.StandingPlan;
import org.crosslayer.agent.standing.Orders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanFileTest {
    private static final String PATHS = "paths = [{ source-ports = 1 }]";

    @TempDir
    private Path directory;

    private Orders load(String text) throws IOException, ConfigException {
        return PlanFile.load(Files.writeString(directory.resolve("p.conf"), text));
    }

    @Test
    void shouldReadPlans() throws Exception {
        Orders orders = load("""
            plans = [
              {
                id = 4294967295
                remote = "10.0.2.0/24"
                local = "10.0.1.2"
                port = 5001
                priority = 9
                max-subflows = 1
                paths = [{ source-ports = "20000-20003,5" }, { source-ports = 7, backup = true }]
                initial = { first-port = 32768, paths = [1, 2, 0] }
              },
              { id = 2, remote = "fd00::/64", paths = [{ source-ports = "1" }] }
            ]
            """);
        StandingPlan plan = orders.plans().get(0);
        assertThat(plan.id()).isEqualTo(-1);
        assertThat(plan).hasToString("StandingPlan[id=-1, remote=10.0.2.0/24, local=Optional[10.0.1.2/32],"
            + " remotePort=5001, priority=9, maxSubflows=1, paths=[20000-20003,5, 7 backup], initial=32768+3]");
        assertThat(orders.plans().get(1).maxSubflows()).as("one for each path").isEqualTo(1);
        assertThat(orders.generation()).isZero();
    }

    @Test
    void shouldReadTheExampleOfTheDistribution() throws Exception {
        Path example = Path.of("src/main/dist/etc/plans.conf");
        assertThat(PlanFile.load(example).plans()).isEmpty();
        Orders orders = load(Files.readString(example).replaceAll("(?m)^(  )#", "$1"));
        assertThat(orders.plans()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "plan = [] | :1: plan: unknown key, the keys here are plans",
        "plans = 5 | :1: plans: expected a list [ { ... }, ... ]",
        "plans = [5] | :1: plans[0]: expected { ... }",
        "plans = [{ remote = \"10.0.0.0/8\", P }] | :1: plans[0].id: is missing",
        "plans = [{ id = 0, remote = \"10.0.0.0/8\", P }] | "
            + ":1: plans[0].id: expected a whole number of 1 to 4294967295, found 0",
        "plans = [{ id = 1, P }] | :1: plans[0].remote: is missing",
        "plans = [{ id = 1, remote = \"10.0.0.1/8\", P }] | :1: plans[0].remote: prefix 10.0.0.1/8 has bits set",
        "plans = [{ id = 1, remote = \"host\", P }] | :1: plans[0].remote: 'host' is not ADDRESS or ADDRESS/LENGTH",
        "plans = [{ id = 1, remote = \"10.0.0.0/8\" }] | :1: plans[0].paths: expected 1 to 16 paths, found 0",
        "plans = [{ id = 1, remote = \"10.0.0.0/8\", paths = [{ source-ports = \"9-8\" }] }] | "
            + ":1: plans[0].paths[0].source-ports: '9-8' of '9-8' is not FIRST-LAST",
        "plans = [{ id = 1, remote = \"10.0.0.0/8\", paths = [{ ports = 1 }] }] | "
            + ":1: plans[0].paths[0].ports: unknown key, the keys here are source-ports, backup",
        "plans = [{ id = 1, remote = \"10.0.0.0/8\", local = \"fd00::1\", P }] | "
            + ":1: plans[0]: remote 10.0.0.0/8 and local fd00::1/128 are of different address families",
        "plans = [{ id = 1, remote = \"10.0.0.0/8\", initial = { first-port = 9, paths = [2] }, P }] | "
            + ":1: plans[0]: the table of first source ports names path 2, there are 1",
        "plans = [{ id = 1, remote = \"10.0.0.0/8\", initial = { first-port = 9, paths = [-1] }, P }] | "
            + ":1: plans[0].initial.paths: expected whole numbers of 0 to 255, found -1",
        "plans = [{ id = 1, remote = \"10.0.0.0/8\", P }, { id = 1, remote = \"10.0.0.0/9\", P }] | "
            + ":1: plans[1].id: 1 is another plan's",
        "plans = [{ id = 1, remote = \"10.0.0.0/8\", P }, { id = 2, remote = \"10.0.0.0/8\", P }] | "
            + ":1: plans[1]: another plan has the same remote, local, port and priority",
        "plans = [ | p.conf"})
    void shouldSayWhereAFileIsWrong(String text, String words) {
        assertThatThrownBy(() -> load(text.replace(", P", ", " + PATHS))).isInstanceOf(ConfigException.class)
            .hasMessageContaining(words.strip());
    }
}
