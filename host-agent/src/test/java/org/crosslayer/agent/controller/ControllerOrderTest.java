// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ControllerOrderTest {
    private static final int AGENTS = 3000;

    private static List<ControllerAddress> controllers(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> new ControllerAddress("10.0.0." + i, 9494)).toList();
    }

    @Test
    void shouldNotDependOnTheOrderOfTheListNorOnRepetitions() {
        List<ControllerAddress> listed = new ArrayList<>(controllers(5));
        List<ControllerAddress> order = ControllerOrder.of("host-7", listed);
        Collections.reverse(listed);
        listed.add(listed.get(0));
        assertThat(ControllerOrder.of("host-7", listed)).isEqualTo(order).hasSize(5);
    }

    @Test
    void shouldSpreadAgentsAndThoseOfALostControllerOverAllOthers() {
        Map<List<ControllerAddress>, Integer> orders = new HashMap<>();
        for (int i = 0; i < AGENTS; i++) {
            orders.merge(ControllerOrder.of("host-" + i, controllers(3)), 1, Integer::sum);
        }
        // Each of the six orders as often as the others, within a quarter.
        assertThat(orders).hasSize(6);
        assertThat(orders.values()).allSatisfy(count -> assertThat(count).isBetween(375, 625));
    }

    @Test
    void shouldKeepTheOthersInTheirOrderWhenOneIsTakenOffTheList() {
        List<ControllerAddress> five = new ArrayList<>(ControllerOrder.of("a", controllers(5)));
        ControllerAddress gone = five.remove(2);
        assertThat(ControllerOrder.of("a", controllers(5).stream().filter(each -> !each.equals(gone)).toList()))
            .isEqualTo(five);
    }
}
