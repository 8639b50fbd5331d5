// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.ecmp;

/**
 * The rule of Linux's resilient next-hop groups: the hash modulo the number of buckets finds a bucket, and the
 * bucket has a next hop.
 */
final class BucketTable implements SelectionRule {

    private final int[] indexes;

    BucketTable(NextHopGroup group) {
        this.indexes = group.tableOfIndexes();
    }

    @Override
    public int index(int hash) {
        return indexes[hash % indexes.length];
    }
}
