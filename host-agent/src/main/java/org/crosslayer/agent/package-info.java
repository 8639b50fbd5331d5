// SPDX-License-Identifier: Apache-2.0

/** The host agent: follows the kernel's MPTCP path manager, reports to the controller and carries out its plans. */
package org.crosslayer.agent;
