package io.curlew.engineio.session;

import static io.curlew.engineio.session.SessionHarness.ONLY_WEBSOCKET;
import static io.curlew.engineio.session.SessionHarness.POLLING;
import static io.curlew.engineio.session.SessionHarness.openOnPolling;
import static io.curlew.engineio.session.SessionHarness.openOnWebSocket;
import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.PayloadCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class WritingTest {

    @Test
    void aBurstGoesOutInOneWrite() {
        SessionHarness session = openOnPolling();
        session.send("a", "b", "c");
        session.expect("write polling#1: 4a 4b 4c");
    }

    @Test
    void theNextWriteWaitsUntilTheTransportTakesIt() {
        SessionHarness session = openOnPolling();
        session.send("a");
        session.send("b");
        session.send("c");
        session.expect("write polling#1: 4a");
        session.written(POLLING);
        session.expectNothing();
        session.writable(POLLING);
        session.expect("write polling#1: 4b 4c");
    }

    @Test
    void onceEverythingWasTakenTheApplicationHearsOfIt() {
        SessionHarness session = openOnPolling();
        session.send("a");
        session.skip();
        session.wrote(POLLING);
        session.expect("drained");
        session.writable(POLLING);
        session.expectNothing();
    }

    @Test
    @Tag("F18")
    void aBodyIsFilledToTheLastByteOfMaxPayload() {
        // 4aaa ␞ 4bbb is 9 bytes.
        SessionHarness session = openOnPolling(OptionalLong.of(9));
        session.send("aaa", "bbb", "c");
        session.expect("write polling#1: 4aaa 4bbb");
        session.wrote(POLLING);
        session.expect("write polling#1: 4c");
    }

    @Test
    @Tag("F18")
    void oneByteLessHoldsTheSecondMessageBack() {
        SessionHarness session = openOnPolling(OptionalLong.of(8));
        session.send("aaa", "bbb", "c");
        session.expect("write polling#1: 4aaa");
        session.wrote(POLLING);
        session.expect("write polling#1: 4bbb 4c");
    }

    @Test
    @Tag("F18")
    void base64AndUtf8AreCountedAsTheyAreSent() {
        // bAQIDBA== is 9 bytes, 4€ is 4, the separator 1.
        SessionHarness session = openOnPolling(OptionalLong.of(14));
        session.send("hold");
        session.sendBinary(new byte[4]);
        session.send("€", "x");
        session.skip();
        session.wrote(POLLING);
        session.expect("write polling#1: binary[4] 4€");
    }

    @Test
    @Tag("F18")
    void aMessageLargerThanMaxPayloadIsRefusedInItsTurn() {
        SessionHarness session = openOnPolling(OptionalLong.of(5));
        session.send("a", "much too long", "b");
        session.expect("write polling#1: 4a");
        session.wrote(POLLING);
        session.expect("oversized: 4much too long", "write polling#1: 4b");
    }

    @Test
    @Tag("F18")
    void aMessageThatFillsMaxPayloadIsNotTooLarge() {
        SessionHarness session = openOnPolling(OptionalLong.of(5));
        session.send("four", "fives");
        session.expect("write polling#1: 4four");
        session.wrote(POLLING);
        session.expect("oversized: 4fives", "drained");
    }

    @Test
    @Tag("F18")
    void nothingButRefusedMessagesIsNoWrite() {
        SessionHarness session = openOnPolling(OptionalLong.of(5));
        session.send("much too long");
        session.expect("oversized: 4much too long", "drained");
        session.send("a");
        session.expect("write polling#1: 4a");
    }

    @Test
    @Tag("F18")
    void whoWantsSoSendsItAloneInItsTurn() {
        SessionHarness session = new SessionHarness(SessionHarness.sendingOversized());
        session.connect();
        session.polled(SessionHarness.open(OptionalLong.of(5)));
        session.skip();
        session.send("a", "much too long", "b");
        session.expect("write polling#1: 4a");
        session.wrote(POLLING);
        session.expect("write polling#1: 4much too long");
        session.wrote(POLLING);
        session.expect("write polling#1: 4b");
    }

    @Test
    @Tag("F18")
    void aPongTakesItsRoomInTheBody() {
        SessionHarness session = openOnPolling(OptionalLong.of(4));
        session.send("a");
        session.received(POLLING, EnginePacket.Ping.HEARTBEAT);
        session.send("b", "c");
        session.skip();
        session.wrote(POLLING);
        session.expect("write polling#1: 3 4b");
        session.wrote(POLLING);
        session.expect("write polling#1: 4c");
    }

    private static String[] numbered(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(String::valueOf).toArray(String[]::new);
    }

    private static String written(String before, int from, int to) {
        String messages = IntStream.rangeClosed(from, to)
                .mapToObj(number -> " 4" + number)
                .collect(Collectors.joining());
        return "write polling#1:" + before + messages;
    }

    @Test
    @Tag("N13")
    void aBodyHasSixteenPacketsAtTheMost() {
        SessionHarness session = openOnPolling();
        session.send(numbered(1, 33));
        session.expect(written("", 1, 16));
        session.wrote(POLLING);
        session.expect(written("", 17, 32));
        session.wrote(POLLING);
        session.expect(written("", 33, 33));
    }

    @Test
    @Tag("N13")
    void aPongIsOneOfThem() {
        SessionHarness session = openOnPolling();
        session.send("hold");
        session.received(POLLING, EnginePacket.Ping.HEARTBEAT);
        session.send(numbered(1, 17));
        session.skip();
        session.wrote(POLLING);
        session.expect(written(" 3", 1, 15));
        session.wrote(POLLING);
        session.expect(written("", 16, 17));
    }

    @Test
    @Tag("N13")
    void attachmentsMayComeInTheNextBody() {
        SessionHarness session = openOnPolling();
        session.send("hold");
        session.send(numbered(1, 15));
        session.send("header");
        session.sendBinary(new byte[3]);
        session.skip();
        session.wrote(POLLING);
        session.expect(written("", 1, 15) + " 4header");
        session.wrote(POLLING);
        session.expect("write polling#1: binary[3]");
    }

    @Test
    @Tag("N13")
    @Tag("F18")
    void fewerPacketsFillMaxPayloadAsBefore() {
        // 16 of two bytes and their separators are 47 bytes; the last of them does not fit into 46.
        SessionHarness session = openOnPolling(OptionalLong.of(46));
        session.send("a b c d e f g h i j k l m n o p q".split(" "));
        session.expect("write polling#1: 4a 4b 4c 4d 4e 4f 4g 4h 4i 4j 4k 4l 4m 4n 4o");
        session.wrote(POLLING);
        session.expect("write polling#1: 4p 4q");
    }

    @Test
    @Tag("N13")
    void aWebSocketTakesAnyNumber() {
        SessionHarness session = openOnWebSocket();
        session.send(numbered(1, 40));
        session.expect(written("", 1, 40).replace("polling", "websocket"));
    }

    @Test
    @Tag("F18")
    @Tag("N13")
    void everyBodyIsAsFullAsItCanBe() {
        Random random = new Random(3);
        for (int i = 0; i < 500; i++) {
            WriteQueue queue = new WriteQueue();
            List<EnginePacket> sent = new ArrayList<>();
            for (int messages = random.nextInt(30); messages > 0; messages--) {
                EnginePacket.Message message = random.nextBoolean()
                        ? EnginePacket.message("é".repeat(random.nextInt(9)))
                        : EnginePacket.message(new byte[random.nextInt(9)]);
                queue.add(message);
                sent.add(message);
            }
            assertFullBodies(queue, sent, 1 + random.nextInt(40), 1 + random.nextInt(20));
        }
    }

    private static void assertFullBodies(WriteQueue queue, List<EnginePacket> sent, int limit, int maxPackets) {
        List<EnginePacket> taken = new ArrayList<>();
        while (!queue.isEmpty()) {
            List<EnginePacket> body = queue.takeBody(limit, maxPackets);
            taken.addAll(body);
            int size = PayloadCodec.encode(body).length;
            assertThat(body.size() == 1 || size <= limit).isTrue();
            assertThat(body).hasSizeLessThanOrEqualTo(maxPackets);
            if (taken.size() < sent.size() && body.size() < maxPackets) {
                long withTheNext = size + 1 + PayloadCodec.encodedSize(sent.get(taken.size()));
                assertThat(withTheNext).isGreaterThan(limit);
            }
        }
        assertThat(taken).isEqualTo(sent);
    }

    @Test
    @Tag("F18")
    void aWebSocketKnowsNoMaxPayload() {
        SessionHarness session = openOnWebSocket();
        session.send("a".repeat(100), "b");
        session.expect("write websocket#1: 4" + "a".repeat(100) + " 4b");
        session.wrote(ONLY_WEBSOCKET);
        session.expect("drained");
    }

    @Test
    void messagesOfBothKindsStayInOrder() {
        SessionHarness session = openOnWebSocket();
        session.send("hold");
        session.sendBinary(new byte[1]);
        session.send("text");
        session.sendBinary(new byte[2]);
        session.skip();
        session.wrote(ONLY_WEBSOCKET);
        session.expect("write websocket#1: binary[1] 4text binary[2]");
    }

    @Test
    void whatWasNeverWrittenIsReportedWithTheEnd() {
        SessionHarness session = openOnPolling();
        session.send("written");
        session.send("a", "b");
        session.skip();
        session.lost(POLLING);
        session.expect("closed: transport close, unsent: 4a 4b");
    }

    @Test
    void whatIsSentAfterTheEndIsReportedAtOnce() {
        SessionHarness session = openOnPolling();
        session.lost(POLLING);
        session.skip();
        session.send("late");
        session.expect("unsent: 4late");
    }
}
