// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.controller;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.crosslayer.agent.metrics.Histogram;
import org.crosslayer.agent.subflows.OpenCounters;
import org.crosslayer.control.v1.Outcome;
import org.crosslayer.control.v1.Result;

/** What a link to the controllers has done so far. Thread-safe. */
public final class LinkCounters {
    private final OpenCounters requests;
    private final LongAdder done = new LongAdder();
    private final LongAdder partly = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder attachments = new LongAdder();
    private final Histogram applied = new Histogram();
    private volatile ControllerAddress attached;

    /** @param requests what came of single subflows */
    public LinkCounters(OpenCounters requests) {
        this.requests = requests;
    }

    /** A plan was carried out as far as could be. */
    void plan(List<Outcome> outcomes) {
        long opened = outcomes.stream().filter(outcome -> outcome.getResult() == Result.RESULT_DONE).count();
        (opened == outcomes.size() ? done : opened > 0 ? partly : failed).increment();
        long slowest = outcomes.stream().mapToLong(Outcome::getSinceEstablishedNs).max().orElse(0);
        if (opened > 0 && slowest > 0) {
            applied.observe(slowest);
        }
    }

    void attached(ControllerAddress controller) {
        attached = controller;
        attachments.increment();
    }

    void detached() {
        attached = null;
    }

    /** What came of single subflows. */
    public OpenCounters requests() {
        return requests;
    }

    /** Plans of which every path was opened. */
    public long plansDone() {
        return done.sum();
    }

    /** Plans of which some paths were opened. */
    public long plansPartlyDone() {
        return partly.sum();
    }

    /** Plans of which nothing came. */
    public long plansFailed() {
        return failed.sum();
    }

    /** From the read of ESTABLISHED to the kernel's acknowledgement of the last subflow. */
    public Histogram applied() {
        return applied;
    }

    /** Streams that a controller has welcomed. */
    public long attachments() {
        return attachments.sum();
    }

    /** The controller that the agent is attached to now. */
    public Optional<ControllerAddress> attachedTo() {
        return Optional.ofNullable(attached);
    }
}
