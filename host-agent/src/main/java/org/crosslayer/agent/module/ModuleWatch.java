// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.module;

import java.util.Optional;
import org.crosslayer.agent.genetlink.GenericMessage;
import org.crosslayer.agent.genetlink.GenericNetlink;
import org.crosslayer.agent.netlink.NetlinkConnection;
import org.crosslayer.agent.netlink.NetlinkException;
import org.crosslayer.agent.netlink.NetlinkMessage;
import org.crosslayer.agent.netlink.NetlinkReceiver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears when the module is loaded and unloaded, and, while it is there, its events. Has a thread of its own. */
public final class ModuleWatch implements ModuleFinder, AutoCloseable {
    /** What is heard, on the thread of the watch. */
    public interface Listener {
        /** The module has been loaded, unloaded or both: whether it is there has to be found out anew. */
        void onChange();

        void onEvent(ModuleEvent event);
    }

    private static final Logger LOG = LoggerFactory.getLogger(ModuleWatch.class);
    private static final String CONTROLLER = "nlctrl";
    private static final String NOTIFICATIONS = "notify";
    private static final int NEW_FAMILY = 1;
    private static final int DELETED_FAMILY = 2;
    /** Room for ten thousand events; it costs nothing while it is empty. */
    private static final int BUFFER_BYTES = 8 << 20;

    private final NetlinkReceiver receiver;
    private final Adapter adapter;

    private ModuleWatch(NetlinkReceiver receiver, Adapter adapter) {
        this.receiver = receiver;
        this.adapter = adapter;
    }

    /** Joins the notifications of the network namespace of the calling thread; {@link #start} begins. */
    public static ModuleWatch open(Listener listener) throws NetlinkException {
        int group;
        try (GenericNetlink netlink = GenericNetlink.open()) {
            group = netlink.family(CONTROLLER).group(NOTIFICATIONS);
        }
        Adapter adapter = new Adapter(listener);
        return new ModuleWatch(NetlinkReceiver.open(NetlinkConnection.GENERIC, group, BUFFER_BYTES, "module-watch",
            adapter), adapter);
    }

    public void start() {
        receiver.start();
    }

    /** Finds the module and hears its events from then on; those of one that is gone end by themselves. */
    @Override
    public Optional<CrosslayerModule> find() throws NetlinkException {
        Optional<CrosslayerModule> module = CrosslayerModule.find();
        if (module.isPresent()) {
            adapter.family = module.get().familyId();
            receiver.join(module.get().eventsGroup());
        }
        return module;
    }

    @Override
    public void close() {
        receiver.close();
    }

    /** Turns messages into calls of the listener. */
    static final class Adapter implements NetlinkReceiver.Handler {
        private volatile int family = -1;
        private final Listener listener;

        Adapter(Listener listener) {
            this.listener = listener;
        }

        @Override
        public void onMessage(NetlinkMessage message, long readNanos) {
            try {
                GenericMessage generic = GenericMessage.parse(message);
                if (message.type() == GenericNetlink.CONTROLLER_ID) {
                    boolean change = generic.command() == NEW_FAMILY || generic.command() == DELETED_FAMILY;
                    if (change && GenericNetlink.parseFamily(generic).name().equals(ModuleProtocol.FAMILY)) {
                        listener.onChange();
                    }
                } else if (message.type() == family && generic.command() >= ModuleProtocol.FIRST_EVENT) {
                    listener.onEvent(ModuleEvent.decode(generic));
                }
            } catch (NetlinkException e) {
                LOG.warn("a notification of the kernel cannot be read: {}", e.getMessage());
            }
        }

        @Override
        public void onOverflow(long readNanos, String reason) {
            listener.onChange();
        }

        @Override
        public void onEnd(NetlinkException cause) {
            if (cause != null) {
                LOG.error("whether the kernel module is loaded cannot be heard any more: {}", cause.getMessage());
            }
        }
    }
}
