// SPDX-License-Identifier: Apache-2.0

/** Threads that tasks are handed to. */
package org.crosslayer.agent.worker;
