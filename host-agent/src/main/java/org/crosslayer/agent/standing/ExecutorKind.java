// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.standing;

/** Who carries out standing plans. */
public enum ExecutorKind {
    /** This process. */
    AGENT,
    /** The kernel module. */
    KERNEL
}
