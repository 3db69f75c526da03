package io.curlew.engineio.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.protocol.TransportException;
import io.curlew.engineio.protocol.TransportException.Phase;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What a builder is told of the way to the server reaches the transports. */
class DialSettingsIT {
    private static final String CANARY = "canary-d1a1";

    private static EngineSocketBuilder builder(String url) {
        return EngineSocket.builder(url).addressResolver(host -> {
            throw new UnknownHostException(host);
        });
    }

    private static TransportException failureOf(EngineSocket socket) throws Exception {
        try {
            socket.connect().get(30, TimeUnit.SECONDS);
            throw new AssertionError("it connected");
        } catch (ExecutionException failure) {
            Throwable cause = failure.getCause();
            while (cause != null && !(cause instanceof TransportException)) {
                cause = cause.getCause();
            }
            assertThat(cause).as("cause of " + failure).isInstanceOf(TransportException.class);
            return (TransportException) cause;
        }
    }

    @Test
    void theProgramsOwnResolverIsAsked() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout(30_000);
            EngineSocket socket = EngineSocket.builder("http://some.example:" + server.getLocalPort())
                    .addressResolver(host -> List.of(InetAddress.getLoopbackAddress()))
                    .buildPolling();
            var connecting = socket.connect();
            try (Socket peer = server.accept();
                    BufferedReader in = new BufferedReader(
                            new InputStreamReader(peer.getInputStream(), StandardCharsets.US_ASCII))) {
                assertThat(in.readLine()).startsWith("GET /engine.io/?");
            }
            assertThat(connecting).failsWithin(Duration.ofSeconds(30));
        }
    }

    /** Linux has all of 127.0.0.0/8. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void theConnectionComesFromTheLocalAddress() throws Exception {
        InetAddress local = InetAddress.getByName("127.0.0.2");
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout(30_000);
            EngineSocket socket = EngineSocket.builder("http://127.0.0.1:" + server.getLocalPort())
                    .localAddress(local)
                    .buildPolling();
            var connecting = socket.connect();
            try (Socket peer = server.accept()) {
                assertThat(peer.getInetAddress()).isEqualTo(local);
            }
            assertThat(connecting).failsWithin(Duration.ofSeconds(30));
        }
    }

    @Test
    @Tag("N15")
    void aZoneThatIsNoInterfaceIsNamed() throws Exception {
        assertThat(failureOf(
                        EngineSocket.builder("http://[fe80::1%25nosuch0]:1").buildPolling()))
                .hasMessage("polling, connect: the address fe80::1 was not found in its zone nosuch0, which should be a"
                        + " network interface")
                .hasCauseInstanceOf(UnknownHostException.class);
    }

    @Test
    @Tag("N15")
    void theProgramsOwnResolverIsToldTheZone() throws Exception {
        List<String> asked = new CopyOnWriteArrayList<>();
        TransportException unused = failureOf(EngineSocket.builder("http://[fe80::1%25eth0]:1")
                .addressResolver(host -> {
                    asked.add(host);
                    return List.of();
                })
                .buildPolling());
        assertThat(asked).containsExactly("fe80::1%eth0");
    }

    @Test
    void theProxyIsNamedAndItsCredentialsAreNot() throws Exception {
        ProxySettings proxy = ProxySettings.http("proxy.example", 3128).credentials(CANARY, CANARY);
        for (EngineSocket socket : List.of(
                builder("http://some.example").proxy(proxy).buildPolling(),
                builder("https://some.example").proxy(proxy).buildWebSocket())) {
            TransportException failure = failureOf(socket);
            assertThat(failure.phase()).isEqualTo(Phase.CONNECT);
            assertThat(failure).hasMessageEndingWith("the name of the proxy proxy.example:3128 was not found");
            assertThat(failure).message().doesNotContain(CANARY);
        }
    }

    @Test
    void withoutAProxyTheServerItselfIsLookedUp() throws Exception {
        ProxySettings proxy = ProxySettings.http("proxy.example", 3128);
        EngineSocketBuilder builder = builder("http://some.example").proxy(proxy);
        assertThat(failureOf(builder.noProxy().buildPolling()))
                .hasMessageEndingWith("the name some.example was not found");
        assertThat(failureOf(builder.systemProxies().buildPolling()))
                .hasMessageEndingWith("the name some.example was not found");
    }

    @Test
    void aTlsFileThatCannotBeReadIsNamedForEveryTransport() throws Exception {
        EngineSocketBuilder builder = EngineSocket.builder("https://127.0.0.1:9");
        Path missing = Path.of("missing.pem");
        char[] password = CANARY.toCharArray();
        for (EngineSocketBuilder unusable : List.of(
                builder.tls(tls -> tls.trust(missing)),
                builder.tls(tls -> tls.trustStore(missing, password)),
                builder.tls(tls -> tls.clientKey(missing)),
                builder.tls(tls -> tls.clientKey(missing, password)),
                builder.tls(tls -> tls.insecureTrustAll().keyStore(missing, password)))) {
            for (EngineSocket socket : List.of(unusable.buildPolling(), unusable.buildWebSocket())) {
                TransportException failure = failureOf(socket);
                assertThat(failure.phase()).isEqualTo(Phase.CONNECT);
                assertThat(failure).hasMessageEndingWith(" in missing.pem: there is no such file");
                assertThat(failure).message().doesNotContain(CANARY);
            }
        }
    }
}
