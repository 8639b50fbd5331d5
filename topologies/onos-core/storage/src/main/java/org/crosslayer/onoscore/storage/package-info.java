// SPDX-License-Identifier: Apache-2.0
/** The storage of a cluster of ONOS nodes, for lab and tests. */
package org.crosslayer.onoscore.storage;
