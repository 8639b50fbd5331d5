// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agentload;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StopsTest {

    @Test
    void shouldReadTheLogOfTheJvm() {
        List<Stops.Stop> stops = new ArrayList<>();

        Stops.parse("[900000ns] Safepoint \"G1CollectForAllocation\", Time since last: 5000 ns, Reaching safepoint:"
            + " 100 ns, At safepoint: 200 ns, Total: 300 ns", stops);
        Stops.parse("[900100ns] Application time: 0.1", stops);

        assertThat(stops).containsExactly(new Stops.Stop(899_700, 900_000));
        assertThat(stops.get(0).touches(899_800, 899_900)).isTrue();
        assertThat(stops.get(0).touches(900_000, 900_001)).isFalse();
    }

    @Test
    void shouldSeeTheStopsOfARunningJvmOnTheSameClock(@TempDir Path folder) throws Exception {
        Stops own = Stops.of(ProcessHandle.current().pid(), folder.resolve("stops.log"));
        long begin = System.nanoTime();
        System.gc();
        long end = System.nanoTime();

        assertThat(own.taken()).anyMatch(stop -> stop.touches(begin, end));
        assertThat(own.taken()).noneMatch(stop -> stop.touches(begin, end));
    }
}
