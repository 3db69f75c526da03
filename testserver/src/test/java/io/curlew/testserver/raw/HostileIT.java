package io.curlew.testserver.raw;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whether the attacks are what they say. */
class HostileIT {
    private static final int SIZE = 10_000_000;

    private final RawServer server = RawServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    private Client client(RawScript script) throws IOException {
        server.onConnection(script);
        return new Client(server);
    }

    private Client webSocket(RawScript script) throws IOException {
        Client client = client(script);
        client.upgrade();
        assertThat(client.readFrame().text()).startsWith("0{");
        return client;
    }

    private Client polling(RawScript script) throws IOException {
        Client client = client(script);
        assertThat(client.get("/?EIO=4&transport=polling").readBody())
                .asString()
                .startsWith("0{");
        return client;
    }

    @Test
    void tellsOfAHugeFrame() throws IOException {
        try (Client client = webSocket(Hostile.hugeFrame(SIZE))) {
            assertThat(client.read(10)).isEqualTo(new byte[] {(byte) 0x82, 127, 127, -1, -1, -1, -1, -1, -1, -1});
            assertThat(client.read(SIZE)).hasSize(SIZE);
        }
    }

    @Test
    void answersWithoutEnd() throws IOException {
        try (Client client = client(Hostile.endlessHandshake(Long.MAX_VALUE))) {
            assertThat(client.get("/").readHead()).contains("chunked");
            assertThat(client.read(SIZE)).hasSize(SIZE);
        }
        try (Client client = polling(Hostile.endlessPoll(Long.MAX_VALUE))) {
            assertThat(client.post("/?sid=hostile", "40").readBody()).asString().isEqualTo("ok");
            assertThat(client.get("/?sid=hostile").readHead()).contains("chunked");
            assertThat(client.read(SIZE)).hasSize(SIZE);
        }
    }

    @Test
    void answersWithABombOfGzip() throws IOException {
        try (Client client = client(Hostile.gzipHandshake(SIZE))) {
            assertBomb(client.get("/").readBody());
        }
        try (Client client = polling(Hostile.gzipPoll(SIZE))) {
            assertBomb(client.get("/?sid=hostile").readBody());
        }
    }

    private static void assertBomb(byte[] bomb) throws IOException {
        assertThat(bomb.length).isLessThan(SIZE / 500);
        assertThat(new GZIPInputStream(new ByteArrayInputStream(bomb)).readAllBytes())
                .hasSize(SIZE);
    }

    @Test
    void sendsABombThroughPermessageDeflate() throws IOException {
        try (Client client = client(Hostile.deflateBomb(SIZE))) {
            assertThat(client.upgrade("Sec-WebSocket-Extensions: permessage-deflate"))
                    .contains("Extensions: permessage-deflate");
            client.readFrame();
            RawFrame bomb = client.readFrame();
            assertThat(bomb.rsv()).isEqualTo(4);
            assertThat(bomb.payload().length).isLessThan(SIZE / 500);
            assertThat(inflated(bomb.payload())).isEqualTo(SIZE);
        }
        try (Client client = client(Hostile.deflateBomb(1))) {
            assertThat(client.upgrade()).doesNotContain("permessage-deflate");
        }
    }

    /** As RFC 7692 has it: the tail that the sender took off is put on again. */
    private static long inflated(byte[] payload) throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(payload);
        whole.writeBytes(new byte[] {0, 0, -1, -1});
        InputStream in = new InflaterInputStream(new ByteArrayInputStream(whole.toByteArray()), new Inflater(true));
        return in.readNBytes(SIZE).length;
    }

    @Test
    void sendsTinyFragmentsOfOneMessage() throws IOException {
        try (Client client = webSocket(Hostile.tinyFragments(100_001, 0))) {
            RawFrame first = client.readFrame();
            assertThat(first.opcode()).isEqualTo(RawFrame.TEXT);
            assertThat(first.fin()).isFalse();
            for (int i = 0; i < 100_001; i++) {
                RawFrame frame = client.readFrame();
                if (frame.opcode() != RawFrame.CONTINUATION || frame.fin() || frame.payload().length != 0) {
                    throw new AssertionError("frame " + i + " is " + frame);
                }
            }
        }
    }

    @Test
    void floodsWithPings() throws IOException {
        try (Client client = webSocket(Hostile.pingFlood(50_000))) {
            for (int i = 0; i < 50_000; i++) {
                client.write(RawFrame.text("3").asMasked().bytes());
                if (!client.readFrame().text().equals("2")) {
                    throw new AssertionError("frame " + i + " is no ping");
                }
            }
        }
        try (Client client = webSocket(Hostile.webSocketPingFlood(10))) {
            assertThat(client.readFrame().opcode()).isEqualTo(RawFrame.PING);
        }
    }

    @Test
    void answersEveryPollWithANoop() throws IOException {
        try (Client client = polling(Hostile.noopFlood())) {
            for (int i = 0; i < 100; i++) {
                assertThat(client.get("/?sid=hostile").readBody()).asString().isEqualTo("6");
            }
        }
    }

    @Test
    void dripsTheHandshake() throws IOException {
        try (Client client = client(Hostile.slowLoris(Duration.ofMillis(1)))) {
            assertThat(client.get("/").readBody()).asString().startsWith("0{");
        }
        try (Client client = client(Hostile.slowLoris(Duration.ofMillis(1)))) {
            assertThat(client.upgrade()).startsWith("HTTP/1.1 101 ");
        }
    }

    @Test
    void answersWithManyHeaders() throws IOException {
        try (Client client = client(Hostile.manyHeaders(10_000))) {
            assertThat(client.get("/").readHead().lines()).hasSize(10_002);
        }
    }
}
