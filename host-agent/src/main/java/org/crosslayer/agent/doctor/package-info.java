// SPDX-License-Identifier: Apache-2.0

/**
 * Looks at everything that an agent needs, on this host and at its controllers, and says what is wrong and what to do.
 * Nothing is changed, and no running agent is disturbed.
 */
package org.crosslayer.agent.doctor;
