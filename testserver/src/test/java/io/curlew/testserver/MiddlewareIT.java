package io.curlew.testserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.curlew.socketio.protocol.Args;
import io.curlew.socketio.protocol.ConversionException;
import io.curlew.socketio.protocol.TypeRef;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who is asked before something goes on, and who listens to it. */
class MiddlewareIT {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final TestServer server =
            TestServer.builder().usualWait(LONG).build().start();
    private final PlainClient client = new PlainClient(server.uri(), "/socket.io/");
    private final List<String> seen = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void middlewaresAreAskedInOrderUntilOneRefuses() {
        server.namespace("/vip")
                .use(socket -> seen.add("first"))
                .useAsync(socket -> CompletableFuture.runAsync(() -> seen.add("second")))
                .useAsync(socket -> CompletableFuture.runAsync(() -> {
                    throw new ConnectRefusedException("not you", Map.of("code", 401));
                }))
                .use(socket -> seen.add("never"));
        assertThat(client.asking("/vip,").next()).isEqualTo("44/vip,{\"message\":\"not you\",\"data\":{\"code\":401}}");
        assertThat(seen).containsExactly("first", "second");
        server.verify();
    }

    @Test
    void whoIsAdmittedLaterJoinsThen() {
        CompletableFuture<Void> asked = new CompletableFuture<>();
        CompletableFuture<Void> verdict = new CompletableFuture<>();
        server.namespace("/").useAsync(socket -> {
            asked.complete(null);
            return verdict;
        });
        PlainWebSocket socket = client.asking("");
        asked.orTimeout(30, TimeUnit.SECONDS).join();
        assertThat(server.namespace("/").sockets()).isEmpty();
        verdict.complete(null);
        assertThat(socket.next()).startsWith("40{");
        assertThat(server.awaitConnection().connected()).isTrue();
    }

    @Test
    void handlersGetArgumentsOfTheirTypesUntilAllAreRemoved() {
        server.onConnection(socket -> socket.on("one", int.class, one -> seen.add("int " + one))
                .on("one", new TypeRef<List<Integer>>() {}, list -> seen.add("list " + list))
                .on("two", String.class, boolean.class, (text, flag) -> seen.add(text + " " + flag))
                .onAny(event -> seen.add(event.name())));
        PlainWebSocket socket = client.join();
        ServerSocket joined = server.awaitConnection();
        socket.send("42[\"two\",\"text\",true]");
        joined.awaitEvent("two");
        assertThat(seen).containsExactly("two", "text true");
        socket.send("42[\"one\",7]");
        assertThatExceptionOfType(AssertionError.class)
                .as("it is no list")
                .isThrownBy(() -> joined.awaitEvent("one"))
                .withCauseInstanceOf(ConversionException.class);
        assertThat(seen).containsExactly("two", "text true", "one", "int 7");
        joined.off();
        socket.send("42[\"one\",8]");
        assertThat(joined.awaitEvent("one").args().get(0, int.class)).isEqualTo(7);
        joined.awaitEvent("one");
        assertThat(seen).endsWith("int 7", "one");
    }

    @Test
    void aHandlerThatWaitsForSeveralAnswersFailsAndSoDoesTheTest() {
        try (TestServer impatient =
                TestServer.builder().usualWait(Duration.ofMillis(50)).build().start()) {
            impatient.onConnection(socket -> socket.on(
                    "ask",
                    event -> CompletableFuture.allOf(socket.emitWithAck("a"), socket.emitWithAck("b"))
                            .join()));
            PlainWebSocket socket = new PlainClient(impatient.uri(), "/socket.io/").join();
            socket.send("42[\"ask\"]");
            ServerSocket joined = impatient.awaitConnection(LONG);
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> joined.awaitEvent("ask", LONG))
                    .havingRootCause()
                    .isInstanceOf(IllegalStateException.class)
                    .withMessageStartingWith("A handler has held up the server's thread for 50 ms since it asked");
            CompletableFuture<Args> answer = joined.emitWithAck("c");
            assertThat(List.of(socket.next(), socket.next(), socket.next()))
                    .containsExactly("420[\"a\"]", "421[\"b\"]", "422[\"c\"]");
            socket.send("430[]"); // too late
            socket.send("432[]");
            assertThat(answer.orTimeout(30, TimeUnit.SECONDS).join().size()).isZero();
        }
    }

    @Test
    void whoHasGoneMeanwhileDoesNotJoin() {
        CompletableFuture<ServerSocket> asked = new CompletableFuture<>();
        CompletableFuture<Void> verdict = new CompletableFuture<>();
        server.namespace("/").useAsync(socket -> {
            asked.complete(socket);
            return verdict;
        });
        PlainWebSocket socket = client.asking("");
        EngineConnection connection = asked.join().connection();
        CompletableFuture<Void> ended = new CompletableFuture<>();
        connection.onClose(why -> ended.complete(null));
        socket.close(1000);
        ended.join();
        verdict.complete(null);
        assertThat(server.namespace("/").sockets()).isEmpty();
        assertThat(asked.join().rooms()).isEmpty();
        assertThat(asked.join().connected()).isFalse();
    }

    @Test
    void whoAMiddlewareSendsAwayDoesNotJoin() {
        server.namespace("/").use(socket -> socket.disconnect(true));
        PlainWebSocket socket = client.asking("");
        assertThat(socket.closeCode()).isEqualTo(1000);
        assertThat(server.namespace("/").sockets()).isEmpty();
    }

    @Test
    void aMiddlewareOfEventsDropsThem() {
        server.onConnection(socket -> socket.onAny(event -> seen.add("any " + event.name()))
                .use(event -> {
                    if (event.name().equals("drop")) {
                        throw new EventRefusedException("too many");
                    }
                })
                .useAsync(event -> CompletableFuture.runAsync(() -> seen.add("asked " + event.name())))
                .on("drop", event -> seen.add("drop"))
                .on("keep", event -> event.ack("kept")));
        PlainWebSocket socket = client.join();
        socket.send("421[\"drop\"]");
        socket.send("422[\"keep\"]");
        assertThat(socket.next()).isEqualTo("432[\"kept\"]");
        assertThat(seen).containsExactly("any drop", "any keep", "asked keep");
        server.verify();
        assertThat(server.journal().transcript()).contains("refuse    event drop with 0 arguments: too many\n");
    }

    @Test
    void aMiddlewareOfEventsThatThrowsSomethingElseFailsTheTestToo() {
        IllegalStateException bug = new IllegalStateException("a bug");
        server.onConnection(socket -> socket.use(event -> {
                    throw bug;
                })
                .on("event", event -> seen.add("event")));
        PlainWebSocket socket = client.join();
        ServerSocket joined = server.awaitConnection();
        socket.send("42[\"event\"]");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> joined.awaitEvent("other"))
                .withCause(bug);
        assertThat(seen).isEmpty();
    }

    @Test
    void aNamespaceIsMadeWhenItsNameMatches() {
        server.namespaces(Pattern.compile("/game-\\d+"), made -> {
            seen.add(made.name());
            made.onConnection(socket -> socket.emit("welcome", made.name()));
        });
        PlainWebSocket socket = client.asking("/game-1,");
        assertThat(socket.next()).startsWith("40/game-1,{");
        assertThat(socket.next()).isEqualTo("42/game-1,[\"welcome\",\"/game-1\"]");
        PlainWebSocket second = client.asking("/game-1,");
        assertThat(second.next()).startsWith("40/game-1,{");
        assertThat(seen).containsExactly("/game-1");
        assertThat(client.asking("/game-x,").next()).isEqualTo("44/game-x,{\"message\":\"Invalid namespace\"}");
        assertThat(server.namespace("/game-1").sockets()).hasSize(2);
    }

    @Test
    void itIsSetUpAlsoIfTheTestAsksForItFirst() {
        server.namespaces(Pattern.compile("/game-\\d+"), made -> {
            seen.add(made.name());
            assertThat(server.namespace(made.name())).isSameAs(made);
            made.use(socket -> {
                throw new ConnectRefusedException("not you");
            });
        });
        Namespace game = server.namespace("game-7");
        assertThat(server.of("/game-7")).isSameAs(game);
        assertThat(client.asking("/game-7,").next()).isEqualTo("44/game-7,{\"message\":\"not you\"}");
        assertThat(seen).containsExactly("/game-7");
        server.namespace("/other");
        assertThat(client.asking("/other,").next()).startsWith("40/other,{");
    }

    @Test
    void theTestHearsWhyItsNamespaceCanNotBeSetUp() {
        IllegalStateException bug = new IllegalStateException("a bug");
        server.namespaces(Pattern.compile("/a"), made -> {
            throw bug;
        });
        assertThatThrownBy(() -> server.namespace("/a")).isSameAs(bug);
    }

    @Test
    void aNamespaceThatCanNotBeSetUpIsInvalid() {
        server.namespaces(Pattern.compile("/.*"), made -> {
            throw new IllegalStateException("a bug");
        });
        assertThat(client.asking("/a,").next()).isEqualTo("44/a,{\"message\":\"Invalid namespace\"}");
        assertThatExceptionOfType(AssertionError.class).isThrownBy(server::verify);
    }

    @Test
    void handlersComeAndGo() {
        PlainWebSocket socket = client.join();
        Consumer<ServerEvent> removed = event -> seen.add("removed");
        AtomicInteger count = new AtomicInteger();
        ServerSocket joined = server.awaitConnection()
                .once("a", event -> seen.add("once"))
                .on("a", removed)
                .off("a", removed)
                .on("a", event -> event.ack(count.incrementAndGet()))
                .on("b", removed)
                .off("b")
                .onAny(event -> seen.add("any"));
        socket.send("421[\"a\"]");
        assertThat(socket.next()).isEqualTo("431[1]");
        joined.offAny();
        socket.send("42[\"b\"]");
        socket.send("422[\"a\"]");
        assertThat(socket.next()).isEqualTo("432[2]");
        assertThat(seen).containsExactly("any", "once");
        assertThat(server.journal().unhandledEvents())
                .extracting(JournalEntry::text)
                .containsExactly("/ \"b\"");
    }

    @Test
    void whatIsSentIsHeardOf() {
        PlainWebSocket socket = client.join();
        ServerSocket joined = server.awaitConnection();
        joined.onAnyOutgoing((event, args) -> seen.add(event + args));
        joined.emit("one", 1);
        joined.emitVolatile("two", 2);
        server.emit("three", 3, null);
        var unused = joined.emitWithAck("four");
        for (int i = 0; i < 4; i++) {
            socket.next();
        }
        joined.offAnyOutgoing();
        joined.emit("five");
        socket.next();
        assertThat(seen).containsExactly("one[1]", "two[2]", "three[3, null]", "four[]");
    }

    @Test
    void argumentsGoBackInOneCall() {
        server.onConnection(socket -> socket.on("echo", event -> {
            event.ack(event.args());
            socket.emit("echo", event.args());
        }));
        PlainWebSocket socket = client.join();
        socket.send("421[\"echo\",1,null,{\"a\":[true]},\"x\"]");
        assertThat(socket.next()).isEqualTo("431[1,null,{\"a\":[true]},\"x\"]");
        assertThat(socket.next()).isEqualTo("42[\"echo\",1,null,{\"a\":[true]},\"x\"]");
        socket.send("451-2[\"echo\",{\"_placeholder\":true,\"num\":0}]");
        socket.send(new byte[] {1, 2});
        assertThat(socket.next()).isEqualTo("461-2[{\"_placeholder\":true,\"num\":0}]");
        assertThat(socket.nextBinary()).containsExactly(1, 2);
    }

    @Test
    void argumentsGoBackAsTheyCame() {
        server.onConnection(socket -> socket.on("echo", event -> {
            event.ack(event.args());
            socket.emit("first", event.args().values()[0]); // a Json
            server.emit("all", event.args());
        }));
        PlainWebSocket socket = client.join();
        String exact = "1.50,{\"b\":1,\"a\":12345678901234567890.123,\"b\":2},\"\\u0041\"";
        socket.send("421[\"echo\"," + exact + "]");
        assertThat(socket.next()).isEqualTo("431[" + exact + "]");
        assertThat(socket.next()).isEqualTo("42[\"first\",1.50]");
        assertThat(socket.next()).isEqualTo("42[\"all\"," + exact + "]");
    }

    /** As one whose text comes from a field that is not there. */
    private static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("no message");
        }
    }

    static Stream<Throwable> withoutMessage() {
        return Stream.of(
                new IllegalStateException(), new IllegalStateException(" "), new Unreadable(), new AssertionError());
    }

    @ParameterizedTest
    @MethodSource("withoutMessage")
    void whoIsRefusedWithoutAMessageIsToldAName(Throwable thrown) {
        server.namespace("/a").use(socket -> {
            if (thrown instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) thrown;
        });
        assertThat(client.asking("/a,").next())
                .isEqualTo("44/a,{\"message\":\"" + thrown.getClass().getName() + "\"}");
    }

    @Test
    void aHandlerWhoseExceptionCanNotBeReadHindersNobody() {
        Unreadable unreadable = new Unreadable();
        server.onConnection(socket -> socket.on("a", event -> {
            throw unreadable;
        }));
        PlainWebSocket socket = client.join();
        ServerSocket joined = server.awaitConnection();
        server.on("b").reply(1);
        socket.send("42[\"a\"]");
        socket.send("421[\"b\"]");
        assertThat(socket.next()).isEqualTo("431[1]");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> joined.awaitEvent("b"))
                .withCause(unreadable);
    }

    @Test
    void whatTheApplicationKeepsStaysWithTheSocket() {
        server.onConnection(socket -> {
            socket.data().put("count", 0);
            socket.on("count", event -> event.ack(socket.data().merge("count", 1, (old, one) -> (int) old + 1)));
        });
        PlainWebSocket socket = client.join();
        socket.send("421[\"count\"]");
        assertThat(socket.next()).isEqualTo("431[1]");
        socket.send("422[\"count\"]");
        assertThat(socket.next()).isEqualTo("432[2]");
        assertThat(server.awaitConnection().data()).containsEntry("count", 2);
    }
}
