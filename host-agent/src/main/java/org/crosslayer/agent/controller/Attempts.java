// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.controller;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Which controller is next, and when. One that is lost after a good while is followed by the next at once, or nearly
 * so; what fails quickly, or everywhere, is tried ever more slowly. Used by one thread.
 */
final class Attempts {
    /** Agents of a lost controller come to the others within this time, each at a time of its own. */
    static final Duration LOST_WITHIN = Duration.ofMillis(250);
    private static final long ONLY_ONE_SECONDS = 10;
    private static final long FIRST_SECONDS = 2;

    private final int controllers;
    private final Backoff backoff;
    private final RandomGenerator random;
    private int current;
    private int failed;

    /** @param controllers how many there are */
    Attempts(int controllers, Backoff backoff, RandomGenerator random) {
        this.controllers = controllers;
        this.backoff = backoff;
        this.random = random;
    }

    /** Index of the controller to try, or that the agent is attached to. */
    int current() {
        return current;
    }

    /** The one after it. */
    int next() {
        return (current + 1) % controllers;
    }

    /** Goes to a controller without having lost the one before. */
    void moved(int to) {
        current = to;
    }

    /**
     * How long a controller has for its welcome. Where there are others one that is silent costs little; but when all
     * are slow, for thousands of agents come at once, trying again soon would make it worse.
     */
    Duration welcomeWithin() {
        int rounds = Math.min(failed / controllers, 4);
        return Duration.ofSeconds(controllers == 1 ? ONLY_ONE_SECONDS
            : Math.min(ONLY_ONE_SECONDS, FIRST_SECONDS << rounds));
    }

    /**
     * The stream to the current controller has ended; the next one is current now.
     *
     * @param good whether it lasted
     * @return the time to wait
     */
    Duration lost(boolean good) {
        current = next();
        failed = 0;
        if (good) {
            backoff.reset();
        }
        return good && controllers > 1 ? Duration.ofMillis(random.nextLong(LOST_WITHIN.toMillis() + 1))
            : backoff.next();
    }

    /**
     * The current controller has not answered, or not well; the next one is current now.
     *
     * @return the time to wait: none while there are others that were not tried
     */
    Duration failed() {
        current = next();
        failed++;
        return failed % controllers == 0 ? backoff.next() : Duration.ZERO;
    }

    /** Whether the attempt that is under way is the last one of a round in vain. */
    boolean endsRound() {
        return (failed + 1) % controllers == 0;
    }
}
