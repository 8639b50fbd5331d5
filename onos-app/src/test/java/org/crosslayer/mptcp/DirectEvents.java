// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.onosproject.event.Event;
import org.onosproject.event.EventDeliveryServiceAdapter;
import org.onosproject.event.EventSink;

/** Delivers events in the thread that posts them, and remembers them. */
public final class DirectEvents extends EventDeliveryServiceAdapter {
    private final Map<Class<?>, EventSink<Event>> sinks = new ConcurrentHashMap<>();
    private final Queue<Event> posted = new ConcurrentLinkedQueue<>();

    @Override
    @SuppressWarnings("unchecked")
    public <E extends Event> void addSink(Class<E> type, EventSink<E> sink) {
        sinks.put(type, (EventSink<Event>) sink);
    }

    @Override
    public <E extends Event> void removeSink(Class<E> type) {
        sinks.remove(type);
    }

    @Override
    public void post(Event event) {
        posted.add(event);
        EventSink<Event> sink = sinks.get(event.getClass());
        if (sink != null) {
            sink.process(event);
        }
    }

    /** Types of all events so far. */
    public List<Object> types() {
        List<Object> types = new ArrayList<>();
        posted.forEach(event -> types.add(event.type()));
        return types;
    }
}
