// SPDX-License-Identifier: Apache-2.0
/**
 * What the ONOS core bundles on Maven Central lack to run together: no drivers are published, and the newest published
 * meter store is older than the API.
 */
package org.crosslayer.onoscore;
