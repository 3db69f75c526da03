package io.curlew.interop.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.curlew.interop.Mailbox;
import io.curlew.interop.Transports;
import io.curlew.interop.servers.Proxy.Port;
import io.curlew.socketio.client.ConnectFailedException;
import io.curlew.socketio.client.Disconnection;
import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClientBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a client when such a proxy stands before the reference server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ProxyContract {
    private final Clients clients = new Clients();
    private final NodeServer one = new NodeServer();
    private final NodeServer two = new NodeServer();
    private Proxy proxy;
    private int notes;

    abstract Proxy start(Path directory, OtherServer... servers) throws Exception;

    @BeforeAll
    void startProxy(@TempDir Path directory) throws Exception {
        proxy = start(directory, one, two);
    }

    @AfterAll
    void stop() {
        proxy.close();
        one.close();
        two.close();
    }

    @AfterEach
    void closeClients() {
        clients.close();
    }

    private SocketIoClientBuilder builder(Port port, Transports transports) {
        return Clients.builder(proxy.uri(port), transports);
    }

    private void assertEverythingWorks(SocketIoClientBuilder builder, Transports transports) {
        assertEverythingWorks(builder, transports.last());
    }

    private Conversation assertEverythingWorks(SocketIoClientBuilder builder, String lastTransport) {
        Conversation main = clients.connect(builder, lastTransport);
        Stream.concat(Conversation.json().stream(), Conversation.binary().stream())
                .forEach(args -> {
                    assertThat(main.echo("echo", args)).isEqualTo(args);
                    assertThat(main.ask("ask", args)).isEqualTo(args);
                    assertThat(main.beAsked("ask me", args)).isEqualTo(args);
                });
        assertThat(main.send(17)).hasSize(17);
        assertThat(main.receive(500, new byte[] {1, 2, 3})).hasSize(500);
        return main;
    }

    private CompletionException failure(SocketIoClientBuilder builder) {
        Socket socket = clients.open(builder.noReconnection()).socket("/");
        CompletionException failure = catchThrowableOfType(
                CompletionException.class, () -> socket.connect().join());
        assertThat(failure).cause().isInstanceOf(ConnectFailedException.class);
        return failure;
    }

    @ParameterizedTest
    @EnumSource
    void aPrefixIsTakenFromThePath(Transports transports) {
        assertEverythingWorks(builder(Port.PREFIX, transports).path("/app/socket.io/"), transports);
    }

    /** Of four clients, each server has some, each only those that were there from the beginning. */
    @ParameterizedTest
    @EnumSource
    void aCookieKeepsAClientAtItsServer(Transports transports) {
        List<Conversation> conversations = Stream.generate(
                        () -> assertEverythingWorks(builder(Port.STICKY, transports), transports.last()))
                .limit(4)
                .toList();
        conversations.forEach(main -> main.ask("note", List.of(notes++)));
        assertThat(conversations)
                .extracting(main -> main.ask("noted", List.of()))
                .satisfies(noted -> assertThat(Set.copyOf(noted)).hasSize(2));
    }

    @ParameterizedTest
    @EnumSource(names = "WEBSOCKET", mode = EnumSource.Mode.EXCLUDE)
    void withoutStickinessTheFailureSaysSo(Transports transports) {
        assertThat(failure(builder(Port.ROUND_ROBIN, transports)))
                .hasStackTraceContaining("behind a load balancer, sessions must be sticky");
    }

    @ParameterizedTest
    @EnumSource(names = "WEBSOCKET")
    void webSocketNeedsNoStickiness(Transports transports) {
        assertEverythingWorks(builder(Port.ROUND_ROBIN, transports), transports);
    }

    @ParameterizedTest
    @EnumSource
    void connectionsMayEndAfterEachAnswer(Transports transports) {
        assertEverythingWorks(builder(Port.CLOSING, transports), transports);
    }

    @ParameterizedTest
    @EnumSource(names = "WEBSOCKET", mode = EnumSource.Mode.EXCLUDE)
    void withoutUpgradeHeadersPollingGoesOn(Transports transports) {
        assertEverythingWorks(builder(Port.NO_UPGRADE, transports), "polling");
    }

    @ParameterizedTest
    @EnumSource(names = "WEBSOCKET")
    void withoutUpgradeHeadersWebSocketFails(Transports transports) {
        assertThat(failure(builder(Port.NO_UPGRADE, transports))).hasStackTraceContaining("400");
    }

    @ParameterizedTest
    @EnumSource
    void aClientCertificateIsShown(Transports transports) {
        Certificates files = proxy.certificates();
        assertEverythingWorks(
                builder(Port.TLS, transports)
                        .engine(engine ->
                                engine.tls(tls -> tls.trust(files.authority()).clientKey(files.client()))),
                transports);
    }

    @ParameterizedTest
    @EnumSource
    void withoutAClientCertificateConnectingFails(Transports transports) {
        Certificates files = proxy.certificates();
        failure(builder(Port.TLS, transports).engine(engine -> engine.tls(tls -> tls.trust(files.authority()))));
    }

    @ParameterizedTest
    @EnumSource
    void clientsComeBackWhenThereIsAServerAgain(Transports transports) {
        Mailbox<Disconnection> disconnections = new Mailbox<>("disconnect");
        Mailbox<Throwable> failures = new Mailbox<>("failed attempt");
        Mailbox<Boolean> returns = new Mailbox<>("return");
        Conversation main = clients.connect(builder(Port.WHILE_RESTARTING, transports), transports.last());
        main.socket().client().onReconnectError(failures::put);
        main.socket().onDisconnect(disconnections::put);
        main.socket().onConnect(() -> returns.put(true));
        two.stop();
        assertThat(disconnections.take().willReconnect()).isTrue();
        // One may have reached the server before it stopped listening.
        assertThat(Stream.generate(failures::take)
                        .anyMatch(failure -> failure.getMessage().contains("503")))
                .isTrue();
        two.reopen();
        returns.take();
        assertThat(main.ask("ask", List.of("back"))).containsExactly("back");
    }
}
