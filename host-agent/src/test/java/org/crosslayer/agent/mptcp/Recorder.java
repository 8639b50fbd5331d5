// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.mptcp;

import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Keeps what an event stream says. */
public final class Recorder implements EventListener {
    private final List<MptcpEvent> events = new CopyOnWriteArrayList<>();
    private final List<String> ends = new CopyOnWriteArrayList<>();
    private final AtomicInteger overflows = new AtomicInteger();

    @Override
    public void onEvent(MptcpEvent event, long readNanos) {
        events.add(event);
    }

    @Override
    public void onOverflow(long readNanos) {
        overflows.incrementAndGet();
    }

    @Override
    public void onEnd(String cause) {
        ends.add(cause == null ? "closed" : cause);
    }

    public List<MptcpEvent> events() {
        return events;
    }

    public List<String> ends() {
        return ends;
    }

    public int overflows() {
        return overflows.get();
    }

    /** Waits for the first event of a kind. */
    public <T extends MptcpEvent> T await(Class<T> kind) {
        return await(kind, event -> true);
    }

    /** Waits for the first event of a kind with a property. */
    public <T extends MptcpEvent> T await(Class<T> kind, Predicate<T> property) {
        return await(0, kind, property);
    }

    /** The same, among all but the first events. */
    public <T extends MptcpEvent> T await(int skipped, Class<T> kind, Predicate<T> property) {
        try {
            return Awaitility.await().until(() -> events.stream().skip(skipped).filter(kind::isInstance).map(kind::cast)
                .filter(property).findFirst().orElse(null), found -> found != null);
        } catch (ConditionTimeoutException e) {
            return fail("no " + kind.getSimpleName() + " among " + events);
        }
    }
}
