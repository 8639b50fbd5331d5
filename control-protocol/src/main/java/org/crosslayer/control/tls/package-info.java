// SPDX-License-Identifier: Apache-2.0

/**
 * Mutual TLS as both ends of the contract do it: PEM files that may be replaced at any time, and certificates that are
 * looked at again while a session lasts.
 */
package org.crosslayer.control.tls;
