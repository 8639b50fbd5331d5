// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.plan;

/** What becomes of plans. */
public enum PolicyMode {

    /** They are carried out. */
    APPLY,

    /** They are made and explained, and nothing is sent to agents. */
    DRY_RUN,

    /** None are made: connections are left as they are, and only accounted. */
    OFF
}
