// SPDX-License-Identifier: Apache-2.0
/**
 * Commands of the ONOS command line. Each finds its services, checks its arguments and hands over to a view, which
 * makes text and JSON and can be tested without a command line.
 */
package org.crosslayer.mptcp.cli;
