// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.simulator.maxmin;

/**
 * A binary heap of links, the one with the smallest key first. Holds each link at most once.
 */
final class LinkHeap {

    private final int[] links;
    private final double[] keys;
    private int size;

    LinkHeap(int capacity) {
        links = new int[capacity];
        keys = new double[capacity];
    }

    boolean isEmpty() {
        return size == 0;
    }

    double firstKey() {
        return keys[0];
    }

    void push(int link, double key) {
        int at = size++;
        while (at > 0 && keys[(at - 1) / 2] > key) {
            move((at - 1) / 2, at);
            at = (at - 1) / 2;
        }
        links[at] = link;
        keys[at] = key;
    }

    int pop() {
        int first = links[0];
        size--;
        int link = links[size];
        double key = keys[size];
        int at = 0;
        while (2 * at + 1 < size) {
            int child = 2 * at + 1;
            if (child + 1 < size && keys[child + 1] < keys[child]) {
                child++;
            }
            if (keys[child] >= key) {
                break;
            }
            move(child, at);
            at = child;
        }
        links[at] = link;
        keys[at] = key;
        return first;
    }

    private void move(int from, int to) {
        links[to] = links[from];
        keys[to] = keys[from];
    }
}
