package io.curlew.testserver.raw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.curlew.testserver.fault.Direction;
import io.curlew.testserver.fault.FaultProxy;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same behind TLS. */
class TlsIT {
    private static final String PASSWORD = "changeit";

    @TempDir
    private static Path directory;

    private static SSLContext tls;

    private RawServer server;

    @BeforeAll
    static void makeCertificate() throws Exception {
        Path store = directory.resolve("server.p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        String options = " -genkeypair -alias server -keyalg EC -dname CN=localhost -storetype PKCS12 -storepass "
                + PASSWORD + " -keystore " + store;
        Process process = new ProcessBuilder((keytool + options).split(" ", -1)).start();
        assertThat(process.waitFor()).isZero();
        tls = context(store);
    }

    private static SSLContext context(Path file) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    @BeforeEach
    void start() {
        server = RawServer.start(tls);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Client client(RawScript script) throws IOException {
        server.onConnection(script);
        return new Client(tls.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), server.port()));
    }

    @Test
    void answersAndSaysGoodbye() throws IOException {
        RawScript script =
                connection -> connection.respond(200, connection.readRequest().target());
        try (Client client = client(script)) {
            assertThat(server.uri()).hasScheme("https");
            assertThat(client.get("/secret").readBody()).asString().isEqualTo("/secret");
            client.assertEnded();
        }
    }

    /** Java's own client forgives a missing goodbye, so this looks at the wire. */
    @Test
    void endsWithOrWithoutAGoodbye() throws IOException {
        server.onConnection(
                1,
                connection -> connection.respond(200, connection.readRequest().target()));
        server.onConnection(2, connection -> {
            connection.respond(200, connection.readRequest().target());
            connection.truncateOutput();
            connection.awaitEnd();
        });
        int answer = HttpAnswer.text(200, "/secret").bytes().length;
        assertThat(lastRecordOfASession()).as("an alert").isLessThan(answer);
        assertThat(lastRecordOfASession()).as("the answer").isGreaterThan(answer);
    }

    private int lastRecordOfASession() throws IOException {
        try (FaultProxy proxy = FaultProxy.to(server.uri()).recording().start();
                Client client = new Client(
                        tls.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), proxy.port()))) {
            assertThat(client.get("/secret").readBody()).asString().isEqualTo("/secret");
            client.assertEnded();
            return lastRecord(proxy.connections().get(0).recorded(Direction.TO_CLIENT));
        }
    }

    /** Returns how long the last of these TLS records is without its header of five bytes. */
    private static int lastRecord(byte[] records) {
        int length = 0;
        for (int at = 0; at < records.length; at += 5 + length) {
            length = ByteBuffer.wrap(records).getShort(at + 3);
        }
        return length;
    }

    @Test
    void resetsInTheMiddle() throws IOException {
        RawScript script = connection -> {
            connection.write("HTTP/1.1 ");
            connection.reset();
        };
        try (Client client = client(script)) {
            assertThat(client.readText(9)).isEqualTo("HTTP/1.1 ");
            client.assertReset();
        }
    }

    @Test
    void aClientThatDoesNotLikeTheCertificateIsNoFailure() throws Exception {
        SSLContext strange = SSLContext.getDefault();
        server.onConnection(RawConnection::readRequest);
        try (Client client =
                new Client(strange.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), server.port()))) {
            assertThatThrownBy(() -> client.get("/")).isInstanceOf(SSLException.class);
        }
        assertThat(server.requests()).isEmpty();
    }
}
