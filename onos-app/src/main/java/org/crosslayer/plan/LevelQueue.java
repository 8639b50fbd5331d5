// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.plan;

import java.util.Arrays;

/**
 * Numbers from 0 by ascending level: a binary heap whose members can change their level. Levels only rise.
 */
final class LevelQueue {

    private final int[] heap;
    private final int[] position;
    private final double[] level;
    private int size;

    LevelQueue(int count) {
        heap = new int[count];
        position = new int[count];
        level = new double[count];
        Arrays.fill(position, -1);
    }

    /** Enters a number, or gives it another level. */
    void put(int number, double at) {
        level[number] = at;
        if (position[number] < 0) {
            position[number] = size;
            heap[size++] = number;
        }
        up(position[number]);
        down(position[number]);
    }

    /** Takes the number of the lowest level out; -1 if there is none. */
    int take() {
        if (size == 0) {
            return -1;
        }
        int first = heap[0];
        int last = heap[--size];
        position[first] = -1;
        if (size > 0) {
            heap[0] = last;
            position[last] = 0;
            down(0);
        }
        return first;
    }

    private void up(int from) {
        int at = from;
        int number = heap[at];
        while (at > 0 && level[heap[at - 1 >> 1]] > level[number]) {
            place(heap[at - 1 >> 1], at);
            at = at - 1 >> 1;
        }
        place(number, at);
    }

    private void down(int from) {
        int at = from;
        int number = heap[at];
        while (2 * at + 1 < size) {
            int child = 2 * at + 1;
            if (child + 1 < size && level[heap[child + 1]] < level[heap[child]]) {
                child++;
            }
            if (level[heap[child]] >= level[number]) {
                break;
            }
            place(heap[child], at);
            at = child;
        }
        place(number, at);
    }

    private void place(int number, int at) {
        heap[at] = number;
        position[number] = at;
    }
}
