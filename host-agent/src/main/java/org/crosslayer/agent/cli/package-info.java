// SPDX-License-Identifier: Apache-2.0

/** The command line: the daemon itself, and verbs that work directly on the kernel with no daemon needed. */
package org.crosslayer.agent.cli;
