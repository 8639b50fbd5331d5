// SPDX-License-Identifier: Apache-2.0
/**
 * A real ONOS core inside a test's JVM: the bundles of the Karaf assembly in an embedded Felix, without Karaf.
 */
package org.crosslayer.onoscore.embedded;
