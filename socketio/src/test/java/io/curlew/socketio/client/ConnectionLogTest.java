package io.curlew.socketio.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.socketio.protocol.DisconnectReason;
import io.curlew.socketio.protocol.Json;
import io.curlew.socketio.session.ConnectFailure;
import io.curlew.socketio.session.SocketAction;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.helpers.MessageFormatter;

@Tag("N28")
class ConnectionLogTest {
    private static final AtomicInteger SERVERS = new AtomicInteger();
    private final IOException refused = new IOException("connection refused");

    private final List<String> lines = new ArrayList<>();
    private final String server = "http://server" + SERVERS.getAndIncrement();
    private final Logger logger = recorder();
    private long now = -5_000_000_000L; // a monotonic clock may begin anywhere
    private final ConnectionLog log = log();

    private ConnectionLog log() {
        return new ConnectionLog(logger, server, () -> now);
    }

    /** Keeps level and text of what is logged. */
    private Logger recorder() {
        return (Logger) Proxy.newProxyInstance(
                Logger.class.getClassLoader(), new Class<?>[] {Logger.class}, (proxy, method, args) -> {
                    Object[] values = args.length == 2 && args[1] instanceof Object[] many
                            ? many
                            : Arrays.copyOfRange(args, 1, args.length);
                    String text = MessageFormatter.arrayFormat((String) args[0], values)
                            .getMessage();
                    return lines.add(method.getName() + ": " + text);
                });
    }

    private void afterMillis(long millis) {
        now += TimeUnit.MILLISECONDS.toNanos(millis);
    }

    @Test
    void aFailedAttemptIsAWarningWithItsReason() {
        log.failed(0, refused);
        assertThat(lines).containsExactly("warn: Could not connect to " + server + ": connection refused");
    }

    @Test
    void theFirstConnectionIsForDebuggingALossAndTheWayBackAreInformation() {
        log.opened(0);
        log.lost(new SocketAction.ConnectionClosed(DisconnectReason.PING_TIMEOUT, Optional.of(refused), true));
        log.opened(2);
        assertThat(lines)
                .containsExactly(
                        "debug: Connected to " + server,
                        "info: Lost the connection to " + server + " (ping timeout), reconnecting: connection refused",
                        "info: Connected again to " + server + " (reconnection attempt 2)");
    }

    @Test
    void beforeTheFirstConnectionThereIsNoReconnection() {
        log.failed(1, refused);
        log.opened(2);
        assertThat(lines)
                .containsExactly(
                        "warn: Could not connect to " + server + " (attempt 2): connection refused",
                        "debug: Connected to " + server + " (attempt 3)");
    }

    @Test
    void theServerThatTheHookChoseIsNamedForThisAttempt() {
        log.begins(Optional.of("http://user:secret@other.test:1/x?y"));
        log.failed(0, refused);
        log.begins(Optional.empty());
        log.failed(0, refused);
        assertThat(lines)
                .containsExactly(
                        "warn: Could not connect to http://other.test:1: connection refused",
                        "warn: Could not connect to " + server + ": connection refused");
    }

    @Test
    void itNamesTheServerThatASupplierGaveDuringTheAttempt() {
        AtomicReference<Optional<String>> supplied = new AtomicReference<>(Optional.empty());
        log.begins(Optional.empty());
        log.opening(Optional.of(wire(supplied)));
        log.failed(0, refused);
        log.begins(Optional.empty());
        log.opening(Optional.of(wire(supplied)));
        supplied.set(Optional.of("http://third.test"));
        log.failed(0, refused);
        log.begins(Optional.empty());
        afterMillis(2000);
        log.failed(1, refused);
        assertThat(lines)
                .containsExactly(
                        "warn: Could not connect to " + server + ": connection refused",
                        "warn: Could not connect to http://third.test: connection refused",
                        "warn: Could not connect to " + server + " (attempt 2): connection refused");
    }

    /** Returns a connection that can only be asked for its server. */
    private static Wire wire(AtomicReference<Optional<String>> supplied) {
        return (Wire) Proxy.newProxyInstance(
                Wire.class.getClassLoader(), new Class<?>[] {Wire.class}, (proxy, method, args) -> supplied.get());
    }

    @Test
    void aRefusalNamesNamespaceAndServer() {
        Json said = Json.of("{\"message\":\"token expired\"}");
        log.notJoined("/prices", ConnectFailedException.of("/prices", new ConnectFailure.Refused(said), true));
        assertThat(lines)
                .containsExactly(
                        "warn: The server refuses the namespace /prices: token expired (" + server + ", trying again)");
    }

    @Test
    void theProgramsOwnEndIsForDebugging() {
        log.lost(new SocketAction.ConnectionClosed(DisconnectReason.IO_CLIENT_DISCONNECT, Optional.empty(), false));
        assertThat(lines).containsExactly("debug: Closed the connection to " + server);
    }

    @Test
    void thousandsOfClientsWriteALineASecondAndCountTheOthers() {
        for (int i = 0; i < 5000; i++) {
            log().failed(1, refused);
        }
        afterMillis(999);
        log().failed(2, refused);
        afterMillis(1);
        log().failed(2, refused);
        log().failed(2, refused);

        assertThat(lines)
                .hasSize(2)
                .last()
                .asString()
                .endsWith("(attempt 3): connection refused (and 5000 more like this)");
    }

    @Test
    void eachServerAndEachKindHasItsOwnLines() {
        log.opened(0);
        log.lost(new SocketAction.ConnectionClosed(DisconnectReason.TRANSPORT_CLOSE, Optional.empty(), true));
        log.failed(1, refused);
        new ConnectionLog(logger, server + ":2", () -> now).failed(1, refused);
        log.gaveUp(3);
        assertThat(lines)
                .hasSize(5)
                .last()
                .asString()
                .contains("after 3 reconnection attempts", "reconnectionAttempts");
    }

    @Test
    void aServerIsNamedWithoutWhatMayBeSecret() {
        assertThat(ServerName.of("https://user:p@ssw0rd@[::1]:8443?token=x")).isEqualTo("https://[::1]:8443");
        assertThat(ServerName.of("http://localhost/?a=//b@c")).isEqualTo("http://localhost");
        assertThat(ServerName.of("user:secret@host")).isEqualTo("a malformed URL");
    }
}
