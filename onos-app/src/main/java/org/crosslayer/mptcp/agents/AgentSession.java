// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.agents;

import io.grpc.Status;
import java.util.List;
import org.crosslayer.control.InvalidMessageException;
import org.crosslayer.control.MessageValidator;
import org.crosslayer.control.SequenceCheck;
import org.crosslayer.control.v1.AgentMessage;
import org.crosslayer.control.v1.AgentMessage.BodyCase;
import org.crosslayer.control.v1.ControllerMessage;
import org.crosslayer.mptcp.Agent;
import org.crosslayer.mptcp.connections.ConnectionRegistry;
import org.crosslayer.mptcp.planning.AgentChannel;
import org.crosslayer.mptcp.planning.SentPlan;
import org.crosslayer.mptcp.planning.SubflowCommand;
import org.crosslayer.mptcp.standing.SentOrders;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One stream of one agent.
 *
 * <pre>
 *   EXPECT_HELLO --Hello/Welcome--> EXPECT_SNAPSHOT --last ConnectionSnapshot--> RUNNING
 *         \__________________________________|______________________________________/
 *                       refused, replaced, ended by the agent --> CLOSED
 * </pre>
 *
 * <p>Messages come one after the other. The session's lock is held while one is handled, and taken by the session
 * that replaces this one: what this agent said before is done with when its next stream begins.
 */
final class AgentSession implements AgentChannel {

    /** What may come next. */
    private enum State { EXPECT_HELLO, EXPECT_SNAPSHOT, RUNNING, CLOSED }

    private static final Logger LOG = LoggerFactory.getLogger(AgentSession.class);

    private final AgentStream stream;
    private final String remote;
    private final PeerIdentity identity;
    private final Sessions sessions;
    private final MessageHandlers handlers;
    private final SequenceCheck sequence = new SequenceCheck();
    private final SnapshotAssembly snapshot = new SnapshotAssembly();
    private State state = State.EXPECT_HELLO;
    private volatile Agent agent;
    private volatile String instance;
    /** Only used while a message is handled. */
    private boolean tooMany;

    AgentSession(AgentStream stream, String remote, PeerIdentity identity, Sessions sessions,
                 MessageHandlers handlers) {
        this.stream = stream;
        this.remote = remote;
        this.identity = identity;
        this.sessions = sessions;
        this.handlers = handlers;
    }

    @Override
    public Agent agent() {
        return agent;
    }

    @Override
    public String instance() {
        return instance;
    }

    @Override
    public void send(SentPlan plan) {
        stream.send(ControllerMessages.plan(plan));
    }

    @Override
    public void send(List<SubflowCommand> commands) {
        stream.send(ControllerMessages.commands(commands));
    }

    @Override
    public void send(SentOrders orders) {
        stream.send(StandingMessages.orders(orders));
    }

    @Override
    public void renew(long generation, int seconds) {
        stream.send(StandingMessages.renewal(generation, seconds));
    }

    /** What TLS has proven of the agent. */
    PeerIdentity identity() {
        return identity;
    }

    void send(ControllerMessage.Builder message) {
        stream.send(message);
    }

    /** Something has arrived. Whatever it is, the worst that happens is that this stream ends. */
    synchronized void received(Inbound inbound) {
        if (state == State.CLOSED) {
            return;
        }
        try {
            if (inbound.problem() != null) {
                throw new StreamRefusedException(inbound.problem());
            }
            AgentMessage message = inbound.message();
            sequence.next(message.getSequence());
            MessageValidator.validate(message);
            accept(message);
        } catch (InvalidMessageException e) {
            refuse(Status.INVALID_ARGUMENT.withDescription(e.getMessage()));
        } catch (StreamRefusedException e) {
            refuse(e.status());
        } catch (RuntimeException e) {
            LOG.error("Handling a message of {} failed", this, e);
            refuse(Status.INTERNAL.withDescription("the controller failed to handle a message, see its log"));
        }
    }

    private void accept(AgentMessage message) throws StreamRefusedException {
        BodyCase body = message.getBodyCase();
        switch (state) {
            case EXPECT_HELLO:
                hello(message);
                break;
            case EXPECT_SNAPSHOT:
                if (body != BodyCase.SNAPSHOT) {
                    throw StreamRefusedException.outOfOrder("after HELLO came " + body + ", expected SNAPSHOT");
                }
                handle(message);
                break;
            default:
                if (body == BodyCase.ECHO) {
                    stream.send(ControllerMessages.echo(message.getEcho()));
                    break;
                }
                if (body == BodyCase.HELLO) {
                    throw StreamRefusedException.outOfOrder("HELLO came a second time on this stream");
                }
                handle(message);
                break;
        }
    }

    private void hello(AgentMessage first) throws StreamRefusedException {
        Agent introduced = Introduction.of(first, remote, identity, sessions);
        agent = introduced;
        instance = introduced.instance();
        state = State.EXPECT_SNAPSHOT;
        sessions.attach(this);
    }

    private void handle(AgentMessage message) throws StreamRefusedException {
        if (message.getBodyCase() != BodyCase.SNAPSHOT) {
            snapshot.checkComplete(message.getBodyCase());
            handlers.handle(this, message);
        } else if (snapshot.add(message.getSnapshot())) {
            state = State.RUNNING;
            handlers.snapshot(this, snapshot.take());
        }
    }

    /** Ends the stream from this side and says why in the log. */
    void refuse(Status status) {
        LOG.warn("Ended the stream of {}: {} {}", this, status.getCode(), status.getDescription());
        close(status);
    }

    /** One line in the log for each stream: its agent has more connections than are kept. */
    void noteTooMany() {
        if (!tooMany) {
            tooMany = true;
            LOG.warn("{} has more than {} connections: those beyond get no subflows", this,
                ConnectionRegistry.MOST_CONNECTIONS);
        }
    }

    /** Ends the stream from this side. */
    synchronized void close(Status status) {
        stream.close(status);
        ended(status.getDescription());
    }

    /** The agent has nothing more to say. */
    void closedByAgent() {
        stream.close(Status.OK);
        ended("ended by the agent");
    }

    /** Ends the stream if the agent has not said who it is. */
    synchronized void closeUnlessKnown(Status status) {
        if (state == State.EXPECT_HELLO) {
            refuse(status);
        }
    }

    /** Ends the stream if the agent has not said what it has. */
    synchronized void closeUnlessRunning(Status status) {
        if (state == State.EXPECT_HELLO || state == State.EXPECT_SNAPSHOT) {
            refuse(status);
        }
    }

    /** The stream has ended, from whichever side; the second time without effect. */
    synchronized void ended(String reason) {
        if (state != State.CLOSED) {
            state = State.CLOSED;
            stream.cancelled();
            if (agent != null) {
                sessions.detach(this, reason);
            }
        }
    }

    @Override
    public String toString() {
        return agent == null ? remote : agent.toString();
    }
}
