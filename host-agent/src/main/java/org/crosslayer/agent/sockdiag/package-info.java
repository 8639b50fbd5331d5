// SPDX-License-Identifier: Apache-2.0

/** Socket diagnostics: the MPTCP connections of this network namespace with their subflows, as the kernel has them. */
package org.crosslayer.agent.sockdiag;
