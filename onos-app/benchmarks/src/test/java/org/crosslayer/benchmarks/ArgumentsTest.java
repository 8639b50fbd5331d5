// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.crosslayer.plan.PlannerPolicy;
import org.junit.jupiter.api.Test;

class ArgumentsTest {

    @Test
    void withoutWordsEverythingIsMeasured() {
        Arguments arguments = Arguments.parse();
        assertThat(arguments.groups()).containsExactly(Group.values());
        assertThat(arguments.quick()).isFalse();
    }

    @Test
    void groupsAndOptionsInAnyOrder() {
        Arguments arguments = Arguments.parse("trace", "--quick", "planner", "--out", "there");
        assertThat(arguments.groups()).containsExactly(Group.PLANNER, Group.TRACE);
        assertThat(arguments.quick()).isTrue();
        assertThat(arguments.out()).isEqualTo(Path.of("there"));
    }

    @Test
    void mistakesAreNamed() {
        assertThatThrownBy(() -> Arguments.parse("planer")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no benchmark 'planer': expected planner, hash, trace, repair, fabric");
        assertThatThrownBy(() -> Arguments.parse("--fast")).hasMessageContaining("unknown option '--fast'");
        assertThatThrownBy(() -> Arguments.parse("--out")).hasMessage("--out needs a folder");
    }

    @Test
    void aSmallNetworkIsHalfLoaded() {
        HalfLoadedFabric network = new HalfLoadedFabric("fat-tree:4");
        assertThat(network.placement(PlannerPolicy.DEFAULT).size()).isEqualTo(8);
        assertThat(network.newcomers(20)).hasSize(20);
    }
}
