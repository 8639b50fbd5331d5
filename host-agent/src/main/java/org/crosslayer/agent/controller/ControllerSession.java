// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.controller;

import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.crosslayer.agent.connections.ConnectionTable;
import org.crosslayer.agent.standing.Orders;
import org.crosslayer.control.InvalidMessageException;
import org.crosslayer.control.Limits;
import org.crosslayer.control.MessageValidator;
import org.crosslayer.control.SequenceCheck;
import org.crosslayer.control.v1.AgentMessage;
import org.crosslayer.control.v1.Command;
import org.crosslayer.control.v1.ControllerMessage;
import org.crosslayer.control.v1.Hello;
import org.crosslayer.control.v1.Policy;
import org.crosslayer.control.v1.StandingOrders;
import org.crosslayer.control.v1.Welcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One stream to one controller, from Hello to its end. All callbacks come on the client's one thread. What breaks the
 * contract ends the stream and nothing else.
 */
final class ControllerSession implements ClientResponseObserver<AgentMessage, ControllerMessage> {
    /** What the session tells its owner, on the same thread. */
    interface Owner {
        /** The controller has answered: report to this stream from now on. */
        void attached(ControllerSession session, Welcome welcome);

        void policy(Policy policy);

        /** @param first the first orders of this stream */
        void orders(Orders orders, boolean first);

        void renewal(long generation, long expiresNanos);

        /** The controller is about to end and asks to leave within a time. */
        void leave(ControllerSession session, int withinMillis);

        /** The stream is over; the last call. */
        void ended(ControllerSession session, Status status);
    }

    private static final Logger LOG = LoggerFactory.getLogger(ControllerSession.class);

    private final Hello hello;
    private final ConnectionTable table;
    private final CommandRunner runner;
    private final ScheduledExecutorService executor;
    private final Owner owner;
    private final SequenceCheck sequence = new SequenceCheck();
    private ClientCallStreamObserver<AgentMessage> call;
    private ReportStream stream;
    private Answers answers;
    private final SilenceWatch silence = new SilenceWatch(System.nanoTime());
    private boolean answersEcho;
    private long echoes;
    private boolean ordered;
    private boolean requestOwed;
    private boolean over;
    private Status aborted;

    ControllerSession(Hello hello, ConnectionTable table, CommandRunner runner,
                      ScheduledExecutorService executor, Owner owner) {
        this.hello = hello;
        this.table = table;
        this.runner = runner;
        this.executor = executor;
        this.owner = owner;
    }

    /** Name under which this stream was begun. */
    String agentId() {
        return hello.getAgentId();
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<AgentMessage> requests) {
        call = requests;
        stream = new ReportStream(table, requests, executor);
        requests.disableAutoRequestWithInitial(1);
        requests.setOnReadyHandler(this::onReady);
    }

    /** Sends Hello; once, after the call has been started. */
    void start() {
        stream.hello(hello);
    }

    ReportStream stream() {
        return stream;
    }

    boolean isAttached() {
        return answers != null;
    }

    private void onReady() {
        stream.drain();
        if (requestOwed) {
            requestOwed = false;
            call.request(1);
        }
    }

    @Override
    public void onNext(ControllerMessage message) {
        if (over) {
            return;
        }
        silence.heard(System.nanoTime());
        try {
            sequence.next(message.getSequence());
            MessageValidator.validate(message);
            take(message);
        } catch (InvalidMessageException e) {
            abort(Status.INVALID_ARGUMENT, e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("a message of the controller could not be carried out", e);
            abort(Status.INTERNAL, e.toString());
        }
        // The next message is asked for only when answers to this one can go out: a controller that asks but does
        // not read fills no memory here.
        requestOwed = !call.isReady();
        if (!requestOwed) {
            call.request(1);
        }
    }

    private void take(ControllerMessage message) {
        ControllerMessage.BodyCase body = message.getBodyCase();
        if (body == ControllerMessage.BodyCase.BODY_NOT_SET) {
            return;
        }
        if (isAttached() == (body == ControllerMessage.BodyCase.WELCOME)) {
            abort(Status.FAILED_PRECONDITION, isAttached() ? "a second welcome" : "the first message is no welcome");
            return;
        }
        switch (body) {
            case WELCOME:
                welcome(message.getWelcome());
                break;
            case PLAN:
                runner.run(message.getPlan(), answers);
                break;
            case COMMANDS:
                for (Command command : message.getCommands().getCommandsList()) {
                    runner.run(command, answers);
                }
                break;
            case POLICY:
                owner.policy(message.getPolicy());
                break;
            case SNAPSHOT_REQUEST:
                stream.snapshot();
                break;
            case STANDING:
                ordered(message.getStanding());
                break;
            case STANDING_RENEWAL:
                owner.renewal(message.getStandingRenewal().getGeneration(),
                    StandingWire.deadline(message.getStandingRenewal().getExpiresInS(), System.nanoTime()));
                break;
            case LEAVE:
                owner.leave(this, message.getLeave().getWithinMs());
                break;
            default:
                break;
        }
    }

    private void ordered(StandingOrders orders) {
        try {
            owner.orders(StandingWire.orders(orders, System.nanoTime()), !ordered);
            ordered = true;
        } catch (IllegalArgumentException e) {
            abort(Status.INVALID_ARGUMENT, "standing: " + e.getMessage());
        }
    }

    private void welcome(Welcome welcome) {
        if (Integer.compareUnsigned(welcome.getProtocolVersion(), Limits.PROTOCOL_VERSION) > 0) {
            abort(Status.UNIMPLEMENTED, "the controller wants version "
                + Integer.toUnsignedString(welcome.getProtocolVersion()) + " of the protocol, this agent speaks "
                + Limits.PROTOCOL_VERSION);
            return;
        }
        answersEcho = welcome.getAnswersEcho();
        answers = new Answers(stream, executor, table, System.nanoTime());
        owner.policy(welcome.getPolicy());
        owner.attached(this, welcome);
        stream.snapshot();
    }

    /**
     * Asks a controller that has been silent, and gives it up when it says nothing.
     *
     * @return false if there is nothing more to look after
     */
    boolean lookForLife() {
        if (over || !answersEcho) {
            return false;
        }
        long now = System.nanoTime();
        switch (silence.look(now, table.hasReported())) {
            case ASK:
                stream.echo(++echoes);
                break;
            case GIVE_UP:
                abort(Status.UNAVAILABLE, "silent for "
                    + TimeUnit.NANOSECONDS.toSeconds(silence.silentNanos(now)) + " s");
                break;
            default:
                break;
        }
        return !over;
    }

    /** Ends the stream for another one: its end is of no interest any more. */
    void leave() {
        if (!over) {
            over = true;
            stream.end();
            call.onCompleted();
        }
    }

    /** Says that nothing more comes: the controller ends the stream then. */
    void finish() {
        if (!over) {
            stream.end();
            call.onCompleted();
        }
    }

    /** Ends the stream from this side. gRPC gives a server no more than CANCELLED; the log has the reason. */
    void abort(Status status, String reason) {
        if (!over) {
            aborted = status.withDescription(reason);
            call.cancel(reason, null);
        }
    }

    @Override
    public void onError(Throwable t) {
        end(Status.fromThrowable(t));
    }

    @Override
    public void onCompleted() {
        end(Status.OK.withDescription("the controller ended the stream"));
    }

    private void end(Status status) {
        if (!over) {
            over = true;
            stream.end();
            owner.ended(this, aborted == null ? status : aborted);
        }
    }
}
