package io.curlew.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.testserver.EngineTestServer;
import io.curlew.testserver.Rule;
import io.curlew.testserver.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The options of TLS, proxies and cookies, over real connections. */
class WireOptionsIT {
    @TempDir
    private static Path directory;

    private static PemFiles served = new PemFiles(Path.of(""), Path.of(""), Path.of(""));
    private static PemFiles other = served;

    private TestServer server = TestServer.builder().build();

    @BeforeAll
    static void makeCertificates() throws Exception {
        served = PemFiles.in(directory, "served");
        other = PemFiles.in(directory, "other");
    }

    @BeforeEach
    void start() {
        server = TestServer.builder()
                .usualWait(Duration.ofMinutes(1))
                .sslContext(PemTls.context(served.cert(), served.key(), new PemTls.JvmTrust()))
                .build();
        server.namespace("/").onConnection(socket -> {
            socket.on("echo", event -> event.ack(event.args()));
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void engineRetriesAsOftenAsItIsAskedTo() {
        try (EngineTestServer engine = TestServer.builder().buildEngine()) {
            engine.onConnection(connection -> connection.send("hi"));
            String uri = engine.rule(Rule.handshakes().next(3).answered(503))
                    .start()
                    .uri()
                    .toString();
            assertThat(Run.of("engine", uri).exitCode()).isEqualTo(ExitCode.NO_CONNECTION);
            Run run = Run.of("engine", uri, "--retry", "2", "--count", "1");
            assertThat(run.exitCode()).isZero();
            assertThat(run.out()).containsExactly("{\"message\":\"hi\"}");
            assertThat(run.err())
                    .hasSize(3)
                    .last()
                    .isEqualTo("curlew: connected to " + uri.replaceFirst("/?$", "/engine.io/"));
            assertThat(run.err().get(0)).startsWith("curlew: cannot connect yet: ");
        }
    }

    private Run call(String... options) {
        String[] line = new String[options.length + 4];
        System.arraycopy(options, 0, line, 4, options.length);
        line[0] = "call";
        line[1] = server.uri().toString();
        line[2] = "echo";
        line[3] = "1";
        return Run.of(line);
    }

    @Test
    void aCertificateOfNobodyKnownIsRefused() {
        Run strict = call();
        assertThat(strict.exitCode()).isEqualTo(ExitCode.NO_CONNECTION);
        assertThat(strict.err()).first().asString().contains("certificate");
        assertThat(call("--cacert", other.cert().toString()).exitCode()).isEqualTo(ExitCode.NO_CONNECTION);
    }

    @Test
    void cacertTrustsOneAndInsecureEverybody() {
        assertThat(call("--cacert", served.cert().toString()).out()).containsExactly("[1]");
        assertThat(call("-k").out()).containsExactly("[1]");
    }

    @Test
    void certSaysWhoWeAreWithTheKeyInTheSameFileOrAnother() throws Exception {
        assertThat(clientSeen("--cert", other.both().toString())).isEqualTo("CN=other");
        assertThat(clientSeen(
                        "--cert", other.cert().toString(), "--key", other.key().toString()))
                .isEqualTo("CN=other");
    }

    /** Returns whom a server sees that asks for a certificate, and closes then. */
    private static String clientSeen(String... options) throws Exception {
        try (SSLServerSocket listening =
                (SSLServerSocket) PemTls.context(served.cert(), served.key(), new PemTls.Anybody())
                        .getServerSocketFactory()
                        .createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            listening.setNeedClientAuth(true);
            CompletableFuture<String> seen = CompletableFuture.supplyAsync(() -> seen(listening), ThreadForEach.TASK);
            String[] line = new String[options.length + 6];
            System.arraycopy(options, 0, line, 6, options.length);
            System.arraycopy(
                    new String[] {"emit", "https://127.0.0.1:" + listening.getLocalPort(), "e", "-k", "-t", "websocket"
                    },
                    0,
                    line,
                    0,
                    6);
            assertThat(Run.of(line).exitCode()).isEqualTo(ExitCode.NO_CONNECTION);
            return seen.get();
        }
    }

    private static String seen(SSLServerSocket listening) {
        try (SSLSocket socket = (SSLSocket) listening.accept()) {
            socket.startHandshake();
            return socket.getSession().getPeerPrincipal().toString();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void wrongKeysAreWrongUsage() throws Exception {
        Run alone = call("--key", other.key().toString());
        assertThat(alone.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(alone.err()).first().isEqualTo("curlew call: --key needs --cert");
        Path text = Files.writeString(directory.resolve("text"), "s3cret");
        Run none = call("--cert", other.cert().toString(), "--key", text.toString());
        assertThat(none.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(none.err()).first().asString().contains("BEGIN PRIVATE KEY").doesNotContain("s3cret");
    }

    @Test
    void aProxyCarriesAllWithItsCredentials() throws Exception {
        try (ConnectProxy proxy = new ConnectProxy()) {
            String url = "http://user:word@127.0.0.1:" + proxy.port();
            assertThat(call("-k", "--proxy", url).out()).containsExactly("[1]");
            assertThat(proxy.asked).anyMatch(line -> line.matches("(?i)proxy-authorization: Basic dXNlcjp3b3Jk"));
        }
    }

    @Test
    void cookiesGoOutAsOneHeader() throws Exception {
        assertThat(call("-k", "--cookie", "a=1", "-b", "b=2").exitCode()).isZero();
        assertThat(server.awaitConnection().request().header("cookie")).contains("a=1; b=2");
    }
}
