package io.curlew.testserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.curlew.engineio.protocol.CloseReason;
import io.curlew.socketio.protocol.Args;
import io.curlew.socketio.protocol.TypeRef;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The handlers of a socket, which has the methods that the client's sockets have. */
class ListenersIT {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final TypeRef<List<Integer>> INTS = new TypeRef<>() {};
    private static final TypeRef<Map<String, Integer>> NAMED_INTS = new TypeRef<>() {};

    private final TestServer server =
            TestServer.builder().usualWait(LONG).build().start();
    private final PlainWebSocket client = new PlainClient(server.uri(), "/socket.io/").join();
    private final ServerSocket socket = server.awaitConnection();
    private final List<Object> seen = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        server.close();
    }

    private void comes(String event) {
        client.send("42" + event);
        socket.awaitEvent(event.replaceFirst("\\[\"(\\w+)\".*", "$1"));
    }

    @Test
    void handlersGetOneTwoOrThreeArguments() {
        socket.on("a", String.class, seen::add)
                .on("a", String.class, Integer.class, (first, second) -> seen.add(first + second))
                .on(
                        "a",
                        String.class,
                        Integer.class,
                        Boolean.class,
                        (first, second, third) -> seen.add(first + second + third));
        comes("[\"a\",\"x\",1,true,\"more\"]");
        assertThat(seen).containsExactly("x", "x1", "x1true");
    }

    @Test
    void handlersGetOneTwoOrThreeArgumentsOfGenericTypes() {
        socket.on("a", INTS, seen::add)
                .on("a", INTS, NAMED_INTS, (first, second) -> seen.add(List.of(first, second)))
                .on("a", INTS, NAMED_INTS, INTS, (first, second, third) -> seen.add(List.of(first, second, third)));
        comes("[\"a\",[1],{\"b\":2},[3]]");
        assertThat(seen)
                .containsExactly(
                        List.of(1),
                        List.of(List.of(1), Map.of("b", 2)),
                        List.of(List.of(1), Map.of("b", 2), List.of(3)));
    }

    @Test
    void handlersOfTheNextEventGetItsFirstArgument() {
        socket.once("a", String.class, seen::add);
        comes("[\"a\",\"x\"]");
        comes("[\"a\",\"y\"]");
        socket.once("b", INTS, seen::add);
        comes("[\"b\",[1]]");
        comes("[\"b\",[2]]");
        assertThat(seen).containsExactly("x", List.of(1));
    }

    @Test
    void anArgumentThatIsMissingIsAFailureOfTheHandler() {
        socket.on("a", String.class, Integer.class, Boolean.class, (first, second, third) -> seen.add(first));
        client.send("42[\"a\",\"x\",1]");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> socket.awaitEvent("a"))
                .havingCause()
                .withMessageContaining("argument 2");
        assertThat(seen).isEmpty();
    }

    @Test
    void handlersAreListedAndRemovedOneByOne() {
        Consumer<ServerEvent> handler = event -> seen.add("named");
        assertThat(socket.hasListeners("a")).isFalse();
        assertThat(socket.listeners("a")).isEmpty();
        socket.on("a", handler).on("a", String.class, seen::add).onAny(event -> {});
        assertThat(socket.hasListeners("a")).isTrue();
        assertThat(socket.listeners("a")).hasSize(2).first().isEqualTo(handler);
        socket.off("a", socket.listeners("a").get(1));
        comes("[\"a\",\"x\"]");
        socket.off("a", handler);
        assertThat(socket.hasListeners("a")).isFalse();
        assertThat(seen).containsExactly("named");
    }

    @Test
    void handlersOfEveryEventAreListedPrependedAndRemoved() {
        Consumer<ServerEvent> second = event -> seen.add("second");
        Consumer<ServerEvent> first = event -> seen.add("first");
        socket.onAny(second).prependAny(first);
        assertThat(socket.listenersAny()).containsExactly(first, second);
        comes("[\"a\"]");
        socket.offAny(first);
        comes("[\"a\"]");
        assertThat(seen).containsExactly("first", "second", "second");
    }

    @Test
    void handlersOfWhatIsSentAreListedPrependedAndRemoved() {
        BiConsumer<String, List<@Nullable Object>> second = (event, args) -> seen.add("second " + event);
        BiConsumer<String, List<@Nullable Object>> first = (event, args) -> seen.add("first " + event);
        socket.onAnyOutgoing(second).prependAnyOutgoing(first);
        assertThat(socket.listenersAnyOutgoing()).containsExactly(first, second);
        socket.emit("a");
        client.next();
        socket.offAnyOutgoing(first);
        socket.emit("b");
        client.next();
        assertThat(seen).containsExactly("first a", "second a", "second b");
    }

    @Test
    void anAnswerGoesToItsCallback() throws Exception {
        CompletableFuture<String> answer = new CompletableFuture<>();
        socket.emitWithAck(args -> answer.complete(args.get(0, String.class)), "question", 6);
        assertThat(client.next()).isEqualTo("420[\"question\",6]");
        client.send("430[\"yes\"]");
        assertThat(answer.get(30, TimeUnit.SECONDS)).isEqualTo("yes");
        server.verify();
    }

    @Test
    void anAnswerThatIsLateGoesToItsCallbackToo() throws Exception {
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        socket.emitWithAck(
                Duration.ofMillis(10),
                new ServerSocket.AckCallback() {
                    @Override
                    public void answered(Args args) {
                        failure.complete(new AssertionError("answered"));
                    }

                    @Override
                    public void failed(Throwable why) {
                        failure.complete(why);
                    }
                },
                "question");
        assertThat(failure.get(30, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
        server.verify();
    }

    @Test
    void aCallbackThatGetsNoAnswerFailsTheTest() {
        socket.emitWithAck(args -> seen.add(args), "question");
        client.send("41");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(socket::awaitDisconnect)
                .havingCause()
                .withMessage("An event has no answer")
                .havingCause()
                .withMessageContaining("left before it answered");
        assertThat(seen).isEmpty();
    }

    @Test
    void aCallbackWithoutAnAnswerIsNoFailureWhenTheServerIsClosed() {
        socket.emitWithAck(args -> seen.add(args), "question");
        client.next();
        server.close();
        server.verify();
        socket.emitWithAck(args -> seen.add(args), "question");
        assertThat(server.journal().failures()).isEmpty();
        assertThat(seen).isEmpty();
    }

    @Test
    void whatACallbackItselfThrowsWhenTheServerIsClosedIsAFailure() {
        IllegalStateException onPurpose = new IllegalStateException("on purpose");
        socket.emitWithAck(
                new ServerSocket.AckCallback() {
                    @Override
                    public void answered(Args args) {
                        seen.add(args);
                    }

                    @Override
                    public void failed(Throwable why) {
                        throw onPurpose;
                    }
                },
                "question");
        client.next();
        server.close();
        assertThat(server.journal().failures()).containsExactly(onPurpose);
    }

    /** The answer to the second question, for which the handler waits, fails on another thread. */
    @Test
    void aCallbackIsCalledOnTheServersThreadAfterAHandlerHasHeldItUp() throws Exception {
        CompletableFuture<String> thread = new CompletableFuture<>();
        try (TestServer impatient =
                TestServer.builder().usualWait(Duration.ofMillis(20)).build()) {
            impatient.onConnection(joined -> joined.on("begin", event -> {
                joined.emitWithAck(
                        args -> thread.complete(Thread.currentThread().getName()), "first");
                CompletableFuture.allOf(joined.emitWithAck("second"))
                        .handle((all, failure) -> "")
                        .join();
            }));
            PlainWebSocket other = new PlainClient(impatient.start().uri(), "/socket.io/").join();
            other.send("42[\"begin\"]");
            assertThat(other.next()).isEqualTo("420[\"first\"]");
            assertThat(other.next()).isEqualTo("421[\"second\"]");
            other.send("430[]");
            assertThat(thread.get(30, TimeUnit.SECONDS)).isEqualTo("curlew-testserver");
            impatient.verify();
        }
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // what a program gets wrong
    private static <T> T missing() {
        return null;
    }

    static Stream<Consumer<ServerSocket>> withoutHandlers() {
        return Stream.of(
                to -> to.on("a", ListenersIT.<Consumer<ServerEvent>>missing()),
                to -> to.on("a", String.class, missing()),
                to -> to.on("a", INTS, missing()),
                to -> to.on("a", String.class, Integer.class, missing()),
                to -> to.on("a", INTS, INTS, missing()),
                to -> to.on("a", String.class, Integer.class, Boolean.class, missing()),
                to -> to.on("a", INTS, INTS, INTS, missing()),
                to -> to.once("a", ListenersIT.<Consumer<ServerEvent>>missing()),
                to -> to.once("a", String.class, missing()),
                to -> to.once("a", INTS, missing()),
                to -> to.onAny(missing()),
                to -> to.prependAny(missing()),
                to -> to.onAnyOutgoing(missing()),
                to -> to.prependAnyOutgoing(missing()),
                to -> to.onDisconnect(missing()),
                to -> to.connection().onMessage(missing()),
                to -> to.connection().onClose(missing()),
                to -> to.namespace().onConnection(missing()));
    }

    @ParameterizedTest
    @MethodSource("withoutHandlers")
    void aMissingHandlerIsRefusedWhereItIsAdded(Consumer<ServerSocket> add) {
        assertThatNullPointerException().isThrownBy(() -> add.accept(socket)).withMessage("handler");
    }

    static Stream<Consumer<ServerSocket>> withoutMiddlewares() {
        return Stream.of(
                to -> to.use(missing()),
                to -> to.useAsync(missing()),
                to -> to.namespace().use(missing()),
                to -> to.namespace().useAsync(missing()));
    }

    @ParameterizedTest
    @MethodSource("withoutMiddlewares")
    void aMissingMiddlewareIsRefusedWhereItIsAdded(Consumer<ServerSocket> add) {
        assertThatNullPointerException().isThrownBy(() -> add.accept(socket)).withMessage("middleware");
    }

    @Test
    void whatElseIsMissingIsNamed() {
        assertThatNullPointerException()
                .isThrownBy(() -> socket.on(missing(), event -> {}))
                .withMessage("event");
        assertThatNullPointerException()
                .isThrownBy(() -> socket.emitWithAck(ListenersIT.<ServerSocket.AckCallback>missing(), "a"))
                .withMessage("callback");
        assertThatNullPointerException()
                .isThrownBy(() -> server.route("GET /a", ListenersIT.<HttpReply>missing()))
                .withMessage("reply");
        assertThatNullPointerException()
                .isThrownBy(() -> server.namespaces(Pattern.compile("/a"), missing()))
                .withMessage("setUp");
    }

    @Test
    void whatACallbackThrowsFailsTheTest() {
        socket.emitWithAck(
                args -> {
                    throw new IllegalStateException("on purpose");
                },
                "question");
        client.next();
        client.send("430[]");
        client.send("42[\"afterwards\"]");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> socket.awaitEvent("afterwards"))
                .havingCause()
                .withMessage("on purpose");
    }

    @Test
    void clientsAreSentOutWithOrWithoutTheirConnections() {
        server.namespace("/").disconnectSockets();
        assertThat(client.next()).isEqualTo("41");
        client.send("40");
        assertThat(client.next()).startsWith("40{");
        server.namespace("/").disconnectSockets(true);
        assertThat(client.next()).isEqualTo("41");
        assertThat(client.closeCode()).isEqualTo(1000);
    }

    @Test
    void whoAsksAfterTheServerWasClosedHearsOfTheEndAtOnce() {
        server.close();
        socket.onDisconnect(seen::add);
        socket.connection().onClose(close -> seen.add(close.reason()));
        assertThat(seen).containsExactly(ServerDisconnectReason.SERVER_SHUTTING_DOWN, CloseReason.FORCED_CLOSE);
    }
}
