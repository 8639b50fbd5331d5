// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agentload;

import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/** Lets connections come and go between random hosts, and agents read counters, at set rates, in one thread. */
final class Traffic implements Runnable {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final long TICK_NANOS = 500_000;
    /** What lies further back is not made up for: a pause of this process is no burst of the network. */
    private static final double MOST_BEHIND_SECONDS = 0.1;
    /** Connections that come in a second at first, until there are as many as in the long run. */
    private static final double FILL_PER_SECOND = 500;

    private final List<PlayedAgent> agents;
    private final Options options;
    private final Score score;
    private final SplittableRandom random;
    private final PriorityQueue<Departure> departures = new PriorityQueue<>();
    /** Connections that there are in the long run. */
    private final double settled;
    private int nextToRead;
    private int nextToLook;
    private volatile int rate;
    private volatile boolean stopped;
    private volatile int alive;

    private record Departure(long time, PlayedConnection connection) implements Comparable<Departure> {
        @Override
        public int compareTo(Departure other) {
            return Long.compare(time, other.time);
        }
    }

    Traffic(List<PlayedAgent> agents, Options options, Score score) {
        this.agents = agents;
        this.options = options;
        this.score = score;
        this.random = new SplittableRandom(options.seed);
        this.settled = options.arrivals * options.life;
    }

    @Override
    public void run() {
        long before = System.nanoTime();
        double nextArrival = 0;
        double budget = 0;
        double looks = 0;
        long counted = score.counts().reports();
        boolean filling = true;
        while (!stopped) {
            LockSupport.parkNanos(TICK_NANOS);
            long now = System.nanoTime();
            double elapsed = Math.min(MOST_BEHIND_SECONDS, (now - before) / NANOS_PER_SECOND);
            before = now;
            nextArrival -= elapsed;
            while (options.arrivals > 0 && nextArrival <= 0) {
                arrive((long) (-nextArrival * NANOS_PER_SECOND));
                nextArrival += exponential(1 / (filling ? Math.max(FILL_PER_SECOND, options.arrivals)
                    : options.arrivals));
            }
            // What is left of a life does not depend on how long it was: with as many as there will be all is settled.
            filling = filling && alive < settled;
            depart(now);
            looks = Math.min(looks + elapsed * NANOS_PER_SECOND / Silence.LOOK_NANOS * agents.size(), agents.size());
            for (; looks >= 1; looks--) {
                agents.get(nextToLook).look(now);
                nextToLook = (nextToLook + 1) % agents.size();
            }
            long reports = score.counts().reports();
            double most = MOST_BEHIND_SECONDS * rate;
            budget = Math.max(-most, Math.min(budget + elapsed * rate - (reports - counted), most));
            budget -= rate == 0 ? 0 : read(budget);
            counted = score.counts().reports();
        }
        departures.forEach(departure -> end(departure.connection));
        departures.clear();
        alive = 0;
    }

    /** Reads counters, agent by agent in turn, until that many subflows are read. */
    private double read(double budget) {
        double read = 0;
        for (int tried = 0; read < budget && tried < agents.size(); tried++) {
            read += agents.get(nextToRead).measure();
            nextToRead = (nextToRead + 1) % agents.size();
        }
        return read;
    }

    private void arrive(long nanosLate) {
        PlayedAgent opener = agents.get(random.nextInt(agents.size()));
        PlayedAgent acceptor = agents.get(random.nextInt(agents.size()));
        if (opener == acceptor) {
            return;
        }
        PlayedConnection connection = new PlayedConnection(opener, acceptor, opener.newSourcePort());
        departures.add(new Departure(connection.begin() + (long) (exponential(options.life) * NANOS_PER_SECOND),
            connection));
        opener.established(connection);
        acceptor.established(connection);
        score.arrived(nanosLate);
        alive = departures.size();
    }

    private void depart(long now) {
        while (!departures.isEmpty() && departures.peek().time - now <= 0) {
            end(departures.remove().connection);
        }
        alive = departures.size();
    }

    private static void end(PlayedConnection connection) {
        connection.close();
        connection.opener().closed(connection);
        connection.acceptor().closed(connection);
    }

    private double exponential(double mean) {
        return -Math.log(1 - random.nextDouble()) * mean;
    }

    /** Sets how many reports a second are sent from now on, if there is enough to read. */
    void rate(int reports) {
        rate = reports;
    }

    /** How long it takes at least until there are as many connections as in the long run. */
    long secondsToFill() {
        return (long) Math.ceil(settled / Math.max(FILL_PER_SECOND, options.arrivals));
    }

    /** Connections that are there. */
    int alive() {
        return alive;
    }

    /** Ends all connections, in good order; the thread ends when that is reported. */
    void stop() {
        stopped = true;
    }
}
