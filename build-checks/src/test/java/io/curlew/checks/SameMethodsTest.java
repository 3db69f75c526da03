package io.curlew.checks;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.socketio.client.AckCallback;
import io.curlew.socketio.client.EmitOptions;
import io.curlew.socketio.client.EventSource;
import io.curlew.socketio.client.Socket;
import io.curlew.testserver.ServerSocket;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A socket of the test server has the methods of a client's socket, with the same parameters. */
class SameMethodsTest {
    /** What a client does that a server doesn't: connect, wait for that, keep what it sends, come back. */
    private static final Set<String> OF_CLIENTS = Set.of(
            "connect",
            "clearBuffer",
            "client",
            "active",
            "state",
            "writable",
            "offset",
            "recoveryPoint",
            "resumeFrom",
            "bufferedEvents",
            "blocking",
            "publisher",
            "onDropped",
            "onConnect",
            "onConnectError");

    @Test
    void aServersSocketListensAsAClientsDoes() {
        assertThat(methodsOf(EventSource.class)).isNotEmpty();
        assertThat(missing(methodsOf(EventSource.class))).isEmpty();
    }

    /** A server has no {@code EmitOptions}: a time is a parameter, and other options are methods of their own. */
    @Test
    void aServersSocketSendsAsAClientsDoes() {
        List<Method> ofClient = methodsOf(Socket.class).stream()
                .filter(method -> !OF_CLIENTS.contains(method.getName()))
                .filter(method -> Arrays.stream(method.getParameterTypes()).noneMatch(EmitOptions.class::equals))
                .toList();
        assertThat(missing(ofClient)).isEmpty();
        assertThat(names(methodsOf(ServerSocket.class))).contains("compress", "emitVolatile");
        assertThat(signatures(methodsOf(ServerSocket.class)))
                .contains(
                        "emitWithAck(Duration, String, Object[])",
                        "emitWithAck(Duration, AckCallback, String, Object[])");
        assertThat(names(methodsOf(ServerSocket.AckCallback.class))).isEqualTo(names(methodsOf(AckCallback.class)));
    }

    @Test
    void whatOnlyClientsHaveIsThere() {
        assertThat(names(methodsOf(Socket.class))).containsAll(OF_CLIENTS);
    }

    private static Set<String> missing(List<Method> wanted) {
        Set<String> there = signatures(methodsOf(ServerSocket.class));
        Set<String> missing = signatures(wanted);
        missing.removeAll(there);
        return missing;
    }

    private static List<Method> methodsOf(Class<?> type) {
        return Stream.of(type.getMethods())
                .filter(method -> method.getDeclaringClass() != Object.class && !method.isSynthetic())
                .toList();
    }

    private static Set<String> names(List<Method> methods) {
        return methods.stream().map(Method::getName).collect(Collectors.toSet());
    }

    private static Set<String> signatures(List<Method> methods) {
        return methods.stream()
                .map(method -> method.getName()
                        + Stream.of(method.getParameterTypes())
                                .map(Class::getSimpleName)
                                .collect(Collectors.joining(", ", "(", ")")))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
