package io.curlew.engineio.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.protocol.TransportType;
import java.util.HashSet;
import java.util.Set;

/**
 * What a session may ask of its transports, and when. A transport takes its first write once it is open, each other
 * after it said so; it is asked for nothing before its opening or behind its end. A WebSocket gets a ping only when the
 * one before has left. Nothing but what late messages and requests are told follows the one close signal.
 */
final class TransportRules {
    private final Set<TransportId> requested = new HashSet<>();
    private final Set<TransportId> alive = new HashSet<>();
    private final Set<TransportId> ready = new HashSet<>();
    private final Set<TransportId> pinged = new HashSet<>();
    private boolean closed;

    void opened(TransportId transport) {
        ready.add(transport);
    }

    void writable(TransportId transport) {
        ready.add(transport);
    }

    /** The ping has left. */
    void pingLeft(TransportId transport) {
        pinged.remove(transport);
    }

    boolean isAlive(TransportId transport) {
        return alive.contains(transport);
    }

    void failed(TransportId transport) {
        alive.remove(transport);
    }

    void check(EngineAction action) {
        if (closed) {
            assertThat(action).isInstanceOfAny(EngineAction.Unsent.class, EngineAction.Receipt.class);
        }
        if (action instanceof EngineAction.OpenTransport open) {
            assertThat(requested.add(open.transport()))
                    .as("each transport is opened once")
                    .isTrue();
            alive.add(open.transport());
        } else if (action instanceof EngineAction.Write write) {
            checkAlive(write.transport());
            assertThat(ready.remove(write.transport()))
                    .as("a write before writable")
                    .isTrue();
            assertThat(write.packets()).isNotEmpty();
        } else if (action instanceof EngineAction.AbortTransport abort) {
            checkAlive(abort.transport());
            alive.remove(abort.transport());
        } else if (action instanceof EngineAction.LeaveTransport leave) {
            checkAlive(leave.transport());
            alive.remove(leave.transport());
        } else if (action instanceof EngineAction.Ping ping) {
            checkAlive(ping.transport());
            assertThat(ping.transport().type()).isEqualTo(TransportType.WEBSOCKET);
            assertThat(pinged.add(ping.transport()))
                    .as("a ping before the last has left")
                    .isTrue();
        } else if (action instanceof EngineAction.Pause pause) {
            checkAlive(pause.transport());
        } else if (action instanceof EngineAction.Resume resume) {
            checkAlive(resume.transport());
        } else if (action instanceof EngineAction.CloseTransport close) {
            checkAlive(close.transport());
        } else if (action instanceof EngineAction.Closed) {
            closed = true;
            assertThat(alive).as("transports left behind").isEmpty();
        }
    }

    private void checkAlive(TransportId transport) {
        assertThat(alive).contains(transport);
    }
}
