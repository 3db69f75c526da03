package io.curlew.testserver.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;
import io.curlew.testserver.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Classes of tests as users write them, some of which are to fail. {@link TestServerExtensionIT} runs them. */
final class Samples {
    /** The servers that the tests of a run had, in order. */
    static final List<TestServer> SERVERS = new CopyOnWriteArrayList<>();
    /** The clients that a test left open. */
    static final List<SocketIoClient> LEFT_OPEN = new ArrayList<>();

    private Samples() {}

    private static Socket connect(TestServer server) {
        SocketIoClient client =
                SocketIoClient.builder(server.uri()).noReconnection().build();
        LEFT_OPEN.add(client);
        Socket socket = client.socket("/");
        socket.connect(Duration.ofSeconds(30)).join();
        return socket;
    }

    private static void meet(TestServer server) {
        try (SocketIoClient client =
                SocketIoClient.builder(server.uri()).noReconnection().build()) {
            client.socket("/").connect(Duration.ofSeconds(30)).join();
            assertThat(server.awaitConnection().connected()).isTrue();
        }
    }

    @ExtendWith(TestServerExtension.class)
    static class Parameters {
        private final TestServer ofConstructor;

        Parameters(TestServer server) {
            ofConstructor = server;
        }

        @BeforeEach
        void before(TestServer server) {
            assertThat(server).isSameAs(ofConstructor);
        }

        @Test
        void first(TestServer server) {
            SERVERS.add(server);
            meet(server);
        }

        @Test
        void second(TestServer server) {
            SERVERS.add(server);
            meet(server);
        }

        @AfterEach
        void after(TestServer server) {
            assertThat(server).isSameAs(ofConstructor);
            assertThat(server.uri().getPort()).isPositive();
        }

        @Nested
        class Inner {
            @Test
            void third(TestServer server) {
                SERVERS.add(server);
                meet(server);
            }
        }
    }

    static class FieldOfInstance {
        @RegisterExtension
        final TestServerExtension curlew = new TestServerExtension(
                        TestServer.builder().path("/shop"))
                .onStart(server -> server.on("sum").reply(3))
                .failOnOpenConnections();

        @Test
        void first(TestServer server) {
            assertThat(curlew.server()).isSameAs(server);
            SERVERS.add(server);
            try (SocketIoClient client = SocketIoClient.builder(curlew.uri())
                    .path("/shop/")
                    .noReconnection()
                    .build()) {
                Socket socket = client.socket("/");
                socket.connect(Duration.ofSeconds(30)).join();
                assertThat(socket.emitWithAck("sum").join().get(0, int.class)).isEqualTo(3);
            }
        }

        @Test
        void second() {
            SERVERS.add(curlew.server());
        }
    }

    static class PerClass {
        @RegisterExtension
        static final TestServerExtension CURLEW =
                new TestServerExtension().perClass().failOnOpenConnections();

        private static Socket ofAll;

        @BeforeAll
        static void connect(TestServer server) {
            SERVERS.add(server);
            ofAll = Samples.connect(server);
        }

        @Test
        void first(TestServer server) {
            SERVERS.add(server);
            assertThat(ofAll.connected()).isTrue();
        }

        @Nested
        class Inner {
            @Test
            void second() {
                SERVERS.add(CURLEW.server());
                assertThat(ofAll.connected()).isTrue();
            }
        }

        @AfterAll
        static void close() {
            LEFT_OPEN.forEach(SocketIoClient::close);
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class OneInstance {
        @RegisterExtension
        final TestServerExtension curlew = new TestServerExtension().perClass();

        @Test
        void first(TestServer server) {
            SERVERS.add(server);
        }

        @Test
        void second() {
            SERVERS.add(curlew.server());
        }
    }

    @Execution(ExecutionMode.CONCURRENT)
    static class AtOnce {
        @RegisterExtension
        static final TestServerExtension CURLEW = new TestServerExtension();

        static CountDownLatch both = new CountDownLatch(2);

        @Test
        void first(TestServer server) throws InterruptedException {
            run(server);
        }

        @Test
        void second(TestServer server) throws InterruptedException {
            run(server);
        }

        private static void run(TestServer server) throws InterruptedException {
            SERVERS.add(server);
            both.countDown();
            assertThat(both.await(30, TimeUnit.SECONDS)).isTrue();
            CURLEW.server();
        }
    }

    @ExtendWith(TestServerExtension.class)
    @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
    static class Failing {
        @Test
        @Order(1)
        void byItself(TestServer server) {
            server.on("order").reply("accepted");
            Socket unused = connect(server);
            server.awaitConnection();
            throw new AssertionError("The shop is closed");
        }

        @Test
        @Order(2)
        void passes(TestServer server) {
            meet(server);
        }

        @Test
        @Order(3)
        void isAborted(TestServer server) {
            meet(server);
            Assumptions.abort("not today");
        }
    }

    @ExtendWith(TestServerExtension.class)
    static class FailingWait {
        private static void fail(TestServer server) {
            server.awaitConnection(Duration.ofMillis(1));
        }

        @Test
        void onItsOwn(TestServer server) {
            fail(server);
        }

        @Test
        void asACause(TestServer server) {
            try {
                fail(server);
            } catch (AssertionError failed) {
                throw new IllegalStateException(failed);
            }
        }

        @Test
        void onAnother(TestServer server) {
            try (TestServer another = TestServer.builder().build().start()) {
                fail(another);
            }
        }
    }

    @ExtendWith(TestServerExtension.class)
    static class ThrowingHandler {
        @Test
        void seesNothingOfIt(TestServer server) {
            server.onConnection(socket -> {
                throw new IllegalStateException("a bug in a handler");
            });
            Socket unused = connect(server);
        }
    }

    @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
    static class AbortedWithConnectionsOpen {
        @RegisterExtension
        final TestServerExtension curlew = new TestServerExtension().failOnOpenConnections();

        @Test
        void isAborted(TestServer server) {
            Socket unused = connect(server);
            Assumptions.abort("not today");
        }
    }

    static class FailingPerClassWithConnectionsOpen {
        @RegisterExtension
        static final TestServerExtension CURLEW =
                new TestServerExtension().perClass().failOnOpenConnections();

        @Test
        void fails(TestServer server) {
            Socket unused = connect(server);
            throw new AssertionError("The only failure");
        }
    }

    static class ConnectingInItsConstructor {
        @RegisterExtension
        static final TestServerExtension CURLEW = new TestServerExtension()
                .onStart(server -> server.on("sum").reply(3))
                .onStart(server -> server.namespace("/second"));

        ConnectingInItsConstructor(TestServer server) {
            meet(server);
        }

        @Test
        void fails(TestServer server) {
            try (SocketIoClient client =
                    SocketIoClient.builder(server.uri()).noReconnection().build()) {
                Socket second = client.socket("/second");
                second.connect(Duration.ofSeconds(30)).join();
                Socket first = client.socket("/");
                first.connect(Duration.ofSeconds(30)).join();
                assertThat(first.emitWithAck("sum")
                                .orTimeout(30, TimeUnit.SECONDS)
                                .join()
                                .get(0, int.class))
                        .isEqualTo(3);
            }
            throw new AssertionError("after all");
        }
    }

    static class LeavingConnectionsOpen {
        @RegisterExtension
        final TestServerExtension curlew = new TestServerExtension().failOnOpenConnections();

        @Test
        void forgets(TestServer server) {
            Socket unused = connect(server);
            server.awaitConnection();
        }
    }

    static class ClassLeavingConnectionsOpen {
        @RegisterExtension
        static final TestServerExtension CURLEW =
                new TestServerExtension().perClass().failOnOpenConnections();

        @Test
        void forgets(TestServer server) {
            Socket unused = connect(server);
            server.awaitConnection();
        }
    }

    @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
    static class FailingPerClass {
        @RegisterExtension
        static final TestServerExtension CURLEW = new TestServerExtension().perClass();

        @Test
        @Order(1)
        void passes(TestServer server) {
            server.route("GET /first", io.curlew.testserver.HttpReply.text("1"));
            get(server, "/first");
        }

        @Test
        @Order(2)
        void fails(TestServer server) {
            server.route("GET /second", io.curlew.testserver.HttpReply.text("2"));
            get(server, "/second");
            throw new AssertionError("The second test");
        }

        private static void get(TestServer server, String path) {
            try (var body = server.uri().resolve(path).toURL().openStream()) {
                assertThat(body.readAllBytes()).isNotEmpty();
            } catch (java.io.IOException failed) {
                throw new java.io.UncheckedIOException(failed);
            }
        }
    }

    @ExtendWith(TestServerExtension.class)
    static class BeforeAllWithoutPerClass {
        @BeforeAll
        static void before(TestServer server) {
            SERVERS.add(server);
        }

        @Test
        void never() {}
    }

    static class PerClassOfInstance {
        @RegisterExtension
        final TestServerExtension curlew = new TestServerExtension().perClass();

        @Test
        void never() {}
    }

    static class FailingSetUp {
        @RegisterExtension
        final TestServerExtension curlew = new TestServerExtension().onStart(server -> {
            SERVERS.add(server);
            throw new IllegalStateException("a bug in the set-up");
        });

        @Test
        void never() {}
    }
}
