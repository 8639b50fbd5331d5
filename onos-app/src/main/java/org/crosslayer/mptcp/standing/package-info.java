// SPDX-License-Identifier: Apache-2.0
/**
 * Keeps standing plans for agents that can carry them out: decides which destinations are worth one, sends, renews and
 * withdraws.
 */
package org.crosslayer.mptcp.standing;
