// SPDX-License-Identifier: Apache-2.0

/**
 * Opens subflows by the kernel's path manager: source ports tried in order, address ids that do not clash, and the
 * agent's own limits. Knows nothing of who asked: controller, stand-alone mode or a person.
 */
package org.crosslayer.agent.subflows;
