// SPDX-License-Identifier: Apache-2.0

/** Standing plans, decided in advance for connections to come: values, and which plan is a connection's. */
package org.crosslayer.agent.plans;
