// SPDX-License-Identifier: Apache-2.0
/**
 * Plans that stand before their connections come: which destinations are worth one, which paths, and pools of source
 * ports that lead there. Plain Java without ONOS, like the planner whose choice of paths it takes.
 */
package org.crosslayer.standing;
