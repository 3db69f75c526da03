package io.curlew.interop.robustness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.curlew.engineio.client.BlockingEngineSocket;
import io.curlew.engineio.client.EngineSocket;
import io.curlew.engineio.client.EngineSocketBuilder;
import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.TransportType;
import io.curlew.interop.Transports;
import io.curlew.testserver.EngineConnection;
import io.curlew.testserver.EngineTestServer;
import io.curlew.testserver.HandshakeRequest;
import io.curlew.testserver.TestServer;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.net.CookieHandler;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** IPv6 addresses with a zone: it says by which interface to connect, and is no part of what the server hears. */
@Tag("N15")
class ZonesIT {
    private static final Duration LONG = Duration.ofMinutes(1);

    /** The first address of this kind on this machine, with its interface as scope. */
    private static Optional<Inet6Address> address(Predicate<InetAddress> kind) throws SocketException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(Inet6Address.class::isInstance)
                .filter(kind)
                .map(Inet6Address.class::cast)
                .findFirst();
    }

    private static Inet6Address loopback() throws SocketException {
        Optional<Inet6Address> loopback = address(InetAddress::isLoopbackAddress);
        assumeTrue(loopback.isPresent(), "IPv6 is there");
        return loopback.get();
    }

    private static String zone(Inet6Address address) {
        return address.getHostAddress().replaceFirst(".*%", "");
    }

    private static String bare(Inet6Address address) {
        return address.getHostAddress().replaceFirst("%.*", "");
    }

    /** Connects and sends something both ways. Returns what the server was asked. */
    private static HandshakeRequest connects(EngineTestServer server, EngineSocketBuilder builder) {
        server.onConnection(connection -> connection.onMessage(connection::send));
        try (BlockingEngineSocket socket = builder.build().blocking()) {
            socket.connect(LONG);
            socket.send("here");
            assertThat(socket.receive(LONG)).contains(EnginePacket.message("here"));
        }
        EngineConnection connection = server.awaitConnection(LONG);
        assertThat(connection.awaitMessage(LONG).text()).isEqualTo("here");
        return connection.request();
    }

    private static EngineTestServer server(Inet6Address address) {
        return TestServer.builder().host(address.getHostAddress()).buildEngine().start();
    }

    @ParameterizedTest
    @EnumSource
    void aLinkLocalAddressIsConnectedToByItsInterface(Transports transports) throws Exception {
        Optional<Inet6Address> address = address(InetAddress::isLinkLocalAddress);
        assumeTrue(address.isPresent(), "an interface with a link-local address is there");
        try (EngineTestServer server = server(address.get())) {
            String host = "[" + bare(address.get()) + "]:" + server.port();
            HandshakeRequest request = connects(
                    server,
                    EngineSocket.builder("http://" + host.replace("]", "%25" + zone(address.get()) + "]"))
                            .transports(transports.types().toArray(TransportType[]::new)));
            assertThat(request.header("host")).contains(host);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"%25", "%"})
    void aZoneIsWrittenInEitherWay(String delimiter) throws Exception {
        Inet6Address address = loopback();
        try (EngineTestServer server = server(address)) {
            HandshakeRequest request = connects(
                    server, EngineSocket.builder("http://[::1" + delimiter + zone(address) + "]:" + server.port()));
            assertThat(request.header("host")).contains("[::1]:" + server.port());
        }
    }

    @Test
    void certificatesKnowNoZone() throws Exception {
        Inet6Address address = loopback();
        X509Bundle keys = new CertificateBuilder()
                .subject("CN=test")
                .setIsCertificateAuthority(true)
                .addSanIpAddress("::1")
                .buildSelfSigned();
        SSLContext client = SSLContext.getInstance("TLS");
        client.init(null, keys.toTrustManagerFactory().getTrustManagers(), null);
        try (EngineTestServer server = TestServer.builder()
                .host("::1")
                .sslContext(serverSide(keys))
                .buildEngine()
                .start()) {
            HandshakeRequest unused = connects(
                    server,
                    EngineSocket.builder("https://[::1%25" + zone(address) + "]:" + server.port())
                            .sslContext(client));
        }
    }

    private static SSLContext serverSide(X509Bundle keys) throws Exception {
        KeyStore store = keys.toKeyStore(new char[0]);
        KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
        managers.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    @Test
    void cookiesKnowNoZone() throws Exception {
        Inet6Address address = loopback();
        List<URI> asked = new CopyOnWriteArrayList<>();
        try (EngineTestServer server = server(address)) {
            HandshakeRequest unused = connects(
                    server,
                    EngineSocket.builder("http://[::1%25" + zone(address) + "]:" + server.port())
                            .cookieHandler(new CookieHandler() {
                                @Override
                                public Map<String, List<String>> get(URI uri, Map<String, List<String>> headers) {
                                    asked.add(uri);
                                    return Map.of();
                                }

                                @Override
                                public void put(URI uri, Map<String, List<String>> headers) {
                                    asked.add(uri);
                                }
                            }));
            assertThat(asked).isNotEmpty().extracting(URI::getHost).containsOnly("[::1]");
        }
    }
}
