// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.mptcp;

/** Numbers of the generic netlink family {@code mptcp_pm} (linux/mptcp_pm.h), complete up to 6.18. */
final class PathManagerProtocol {
    static final String FAMILY = "mptcp_pm";
    static final String GROUP_EVENTS = "mptcp_pm_events";

    static final int COMMAND_ADD_ADDRESS = 1;
    static final int COMMAND_DELETE_ADDRESS = 2;
    static final int COMMAND_GET_ADDRESS = 3;
    static final int COMMAND_FLUSH_ADDRESSES = 4;
    static final int COMMAND_SET_LIMITS = 5;
    static final int COMMAND_GET_LIMITS = 6;
    static final int COMMAND_SET_FLAGS = 7;
    static final int COMMAND_ANNOUNCE = 8;
    static final int COMMAND_REMOVE = 9;
    static final int COMMAND_SUBFLOW_CREATE = 10;
    static final int COMMAND_SUBFLOW_DESTROY = 11;

    static final int ATTRIBUTE_ADDRESS = 1;
    static final int ATTRIBUTE_LIMIT_ADDRESSES = 2;
    static final int ATTRIBUTE_LIMIT_SUBFLOWS = 3;
    static final int ATTRIBUTE_TOKEN = 4;
    static final int ATTRIBUTE_LOCAL_ID = 5;
    static final int ATTRIBUTE_REMOTE_ADDRESS = 6;

    static final int ADDRESS_FAMILY = 1;
    static final int ADDRESS_ID = 2;
    static final int ADDRESS_IPV4 = 3;
    static final int ADDRESS_IPV6 = 4;
    /** u16 in HOST order, unlike the ports of events. */
    static final int ADDRESS_PORT = 5;
    static final int ADDRESS_FLAGS = 6;
    static final int ADDRESS_INTERFACE = 7;

    static final int EVENT_CREATED = 1;
    static final int EVENT_ESTABLISHED = 2;
    static final int EVENT_CLOSED = 3;
    static final int EVENT_ANNOUNCED = 6;
    static final int EVENT_REMOVED = 7;
    static final int EVENT_SUBFLOW_ESTABLISHED = 10;
    static final int EVENT_SUBFLOW_CLOSED = 11;
    static final int EVENT_SUBFLOW_PRIORITY = 13;
    static final int EVENT_LISTENER_CREATED = 15;
    static final int EVENT_LISTENER_CLOSED = 16;

    static final int EVENT_ATTRIBUTE_TOKEN = 1;
    static final int EVENT_ATTRIBUTE_FAMILY = 2;
    static final int EVENT_ATTRIBUTE_LOCAL_ID = 3;
    static final int EVENT_ATTRIBUTE_REMOTE_ID = 4;
    static final int EVENT_ATTRIBUTE_SOURCE_IPV4 = 5;
    static final int EVENT_ATTRIBUTE_SOURCE_IPV6 = 6;
    static final int EVENT_ATTRIBUTE_DESTINATION_IPV4 = 7;
    static final int EVENT_ATTRIBUTE_DESTINATION_IPV6 = 8;
    /** u16 in NETWORK order, unlike the ports of requests. */
    static final int EVENT_ATTRIBUTE_SOURCE_PORT = 9;
    /** u16 in NETWORK order. */
    static final int EVENT_ATTRIBUTE_DESTINATION_PORT = 10;
    static final int EVENT_ATTRIBUTE_BACKUP = 11;
    static final int EVENT_ATTRIBUTE_ERROR = 12;
    static final int EVENT_ATTRIBUTE_FLAGS = 13;
    static final int EVENT_ATTRIBUTE_TIMEOUT = 14;
    static final int EVENT_ATTRIBUTE_INTERFACE = 15;
    static final int EVENT_ATTRIBUTE_RESET_REASON = 16;
    static final int EVENT_ATTRIBUTE_RESET_FLAGS = 17;
    /** Deprecated in 6.18 for FLAG_SERVER_SIDE; only there when true. */
    static final int EVENT_ATTRIBUTE_SERVER_SIDE = 18;

    static final int EVENT_FLAG_DENY_JOIN_ID0 = 1;
    static final int EVENT_FLAG_SERVER_SIDE = 1 << 1;

    private PathManagerProtocol() {
    }
}
