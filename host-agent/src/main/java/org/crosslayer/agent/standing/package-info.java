// SPDX-License-Identifier: Apache-2.0

/**
 * Standing orders in force: who carries the plans out (the kernel module, else this process), until when, and within
 * the agent's own limits. Knows nothing of who gave them: a controller, a file, or the kernel's own table after a
 * restart.
 */
package org.crosslayer.agent.standing;
