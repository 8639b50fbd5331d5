// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.module;

/** Numbers of {@code include/uapi/linux/mptcp_crosslayer.h}, by the names there. */
final class ModuleProtocol {
    static final String FAMILY = "crosslayer";
    static final String GROUP_EVENTS = "events";

    static final int COMMAND_PLAN_DELETE = 3;
    static final int COMMAND_PLAN_FLUSH = 4;
    static final int COMMAND_PLAN_GET = 5;
    static final int COMMAND_BATCH = 6;
    static final int COMMAND_SETTINGS_SET = 7;
    static final int COMMAND_SETTINGS_GET = 8;
    static final int COMMAND_STATS_GET = 9;
    static final int COMMAND_RESCAN = 10;
    static final int FIRST_EVENT = 32;

    static final int A_PLAN = 1;
    static final int A_PLAN_ID = 2;
    static final int A_OPERATION = 3;
    static final int A_SETTINGS = 4;
    static final int A_STATS = 5;
    static final int A_EVENT = 6;
    static final int A_GENERATION = 7;

    static final int PLAN_ID = 1;
    static final int PLAN_PRIORITY = 2;
    static final int PLAN_REMOTE = 3;
    static final int PLAN_LOCAL = 4;
    static final int PLAN_REMOTE_PORT = 5;
    static final int PLAN_MAX_SUBFLOWS = 6;
    static final int PLAN_PATH = 7;
    static final int PLAN_INITIAL = 8;
    static final int PLAN_EXPIRES = 9;
    static final int PLAN_COOKIE = 10;
    static final int PLAN_STATS = 11;

    static final int PREFIX_ADDR4 = 1;
    static final int PREFIX_ADDR6 = 2;
    static final int PREFIX_LENGTH = 3;

    static final int PATH_NUMBER = 1;
    static final int PATH_SOURCE_PORTS = 2;
    static final int PATH_FLAGS = 3;
    static final int PATH_F_BACKUP = 1;

    static final int INITIAL_FIRST_PORT = 1;
    static final int INITIAL_PATHS = 2;

    static final int OP_TYPE = 1;
    static final int OP_PLAN = 2;
    static final int OP_PLAN_ID = 3;
    static final int OP_TYPE_REPLACE = 2;
    static final int OP_TYPE_DELETE = 3;
    static final int OP_TYPE_FLUSH = 4;

    static final int SETTINGS_MAX_PLANS = 1;
    static final int SETTINGS_MAX_MEMORY = 2;
    static final int SETTINGS_FIRST_ADDRESS_ID = 3;
    static final int SETTINGS_LAST_ADDRESS_ID = 4;
    static final int SETTINGS_MAX_ATTEMPTS = 5;
    static final int SETTINGS_ACCEPT_JOINS = 6;

    static final int STATS_HITS = 1;
    static final int STATS_OPENED = 2;
    static final int STATS_REFUSED = 3;
    static final int STATS_BUSY_PORTS = 4;
    static final int STATS_EXHAUSTED = 5;
    static final int STATS_TAKEN = 6;
    static final int STATS_MISSES = 7;
    static final int STATS_DENIED = 8;
    static final int STATS_LOST = 9;
    static final int STATS_RESCANS = 10;
    static final int STATS_EXPIRED = 11;
    static final int STATS_PLANS = 12;
    static final int STATS_MEMORY = 13;
    static final int STATS_LISTENING = 14;
    static final int STATS_ERRNO = 15;

    static final int ERRNO_NUMBER = 1;
    static final int ERRNO_COUNT = 2;

    static final int EVENT_TOKEN = 1;
    static final int EVENT_PLAN_ID = 2;
    static final int EVENT_PATH = 3;
    static final int EVENT_SOURCE_PORT = 4;
    static final int EVENT_ERRNO = 5;
    static final int EVENT_MESSAGE = 6;
    static final int EVENT_OPENED = 7;
    static final int EVENT_COUNT = 8;

    private ModuleProtocol() {
    }
}
