package io.curlew.testserver.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.curlew.engineio.protocol.EngineData;
import io.curlew.socketio.protocol.DefaultParser;
import io.curlew.socketio.protocol.EncodedPacket;
import io.curlew.socketio.protocol.Json;
import io.curlew.socketio.protocol.OutgoingPacket;
import io.curlew.socketio.protocol.Parser;
import io.curlew.testserver.session.ServerSocketAction.AckLate;
import io.curlew.testserver.session.ServerSocketAction.AckLost;
import io.curlew.testserver.session.ServerSocketAction.Acked;
import io.curlew.testserver.session.ServerSocketAction.CloseConnection;
import io.curlew.testserver.session.ServerSocketAction.Event;
import io.curlew.testserver.session.ServerSocketAction.Join;
import io.curlew.testserver.session.ServerSocketAction.LeaveCause;
import io.curlew.testserver.session.ServerSocketAction.Left;
import io.curlew.testserver.session.ServerSocketAction.Send;
import io.curlew.testserver.session.ServerSocketAction.SendVolatile;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ServerSocketSessionTest {
    private static final long NONE = ServerSocketSession.NONE;
    private static final Parser PARSER = DefaultParser.create();

    private final ServerSocketSession session = new ServerSocketSession(PARSER, Duration.ofSeconds(45), 0);

    private List<ServerSocketAction> drain() {
        List<ServerSocketAction> actions = new ArrayList<>();
        for (ServerSocketAction action = session.poll(); action != null; action = session.poll()) {
            actions.add(action);
        }
        return actions;
    }

    private void receive(String text) {
        session.received(EngineData.text(text));
    }

    private void join(String namespace, String sid) {
        receive(namespace.equals("/") ? "0" : "0" + namespace + ",");
        session.accept(namespace, sid);
        drain();
    }

    private static Send sent(String... texts) {
        return new Send(List.of(texts).stream().map(EngineData::text).toList());
    }

    private static EncodedPacket event(String name) {
        return PARSER.encode(new OutgoingPacket.Event("/", OptionalLong.empty(), name, List.of()));
    }

    private void emitForAck(String sid, long ackId, long deadline) {
        OutgoingPacket.Event event = new OutgoingPacket.Event("/", OptionalLong.of(ackId), "ask", List.of());
        session.sendForAck(sid, ServerSocketSession.messages(PARSER.encode(event)), ackId, deadline);
    }

    @Nested
    class BeforeAJoin {
        @Test
        void aConnectAsksTheApplication() {
            receive("0/admin,{\"token\":\"1234\"}");
            assertThat(drain()).singleElement().satisfies(action -> {
                Join join = (Join) action;
                assertThat(join.namespace()).isEqualTo("/admin");
                assertThat(join.auth().map(Json::text)).contains("{\"token\":\"1234\"}");
            });
        }

        @Test
        void anAcceptedClientIsToldItsId() {
            receive("0");
            assertThat(session.accept("/", "abc")).isTrue();
            assertThat(session.accept("/nobody", "abc")).isFalse();
            assertThat(drain()).containsExactly(new Join("/", Optional.empty()), sent("0{\"sid\":\"abc\"}"));
        }

        @Test
        void aClientThatMayComeBackIsToldItsPrivateId() {
            receive("0/a,");
            session.accept("/a", "abc", "secret");
            assertThat(drain())
                    .containsExactly(
                            new Join("/a", Optional.empty()), sent("0/a,{\"sid\":\"abc\",\"pid\":\"secret\"}"));
        }

        @Test
        void whatAClientHasMissedGoesOutBeforeTheAnswer() {
            receive("0");
            session.replay("/", List.of(event("one"), event("two")));
            session.accept("/", "abc", "secret");
            session.replay("/", List.of(event("late")));
            session.replay("/nobody", List.of(event("late")));
            assertThat(drain())
                    .containsExactly(
                            new Join("/", Optional.empty()),
                            sent("2[\"one\"]"),
                            sent("2[\"two\"]"),
                            sent("0{\"sid\":\"abc\",\"pid\":\"secret\"}"));
        }

        @Test
        void aRefusedClientIsToldWhy() {
            receive("0/a,");
            session.refuse("/a", "not authorized", Optional.of(Map.of("code", 401)));
            assertThat(drain())
                    .containsExactly(
                            new Join("/a", Optional.empty()),
                            sent("4/a,{\"message\":\"not authorized\",\"data\":{\"code\":401}}"));
        }

        @Test
        void aRefusedClientMayTryAgain() {
            receive("0");
            session.refuse("/", "no", Optional.empty());
            receive("0");
            session.accept("/", "abc");
            assertThat(drain()).endsWith(sent("0{\"sid\":\"abc\"}"));
        }

        @Test
        void aRefusalThatCannotBeEncodedCanBeGivenAgain() {
            receive("0");
            drain();
            assertThatThrownBy(() -> session.refuse("/", "no", Optional.of(new byte[1])))
                    .isInstanceOf(IllegalArgumentException.class);
            session.refuse("/", "no", Optional.empty());
            assertThat(drain()).containsExactly(sent("4{\"message\":\"no\"}"));
        }

        @Test
        void answersThatNobodyWaitsForAreIgnored() {
            session.accept("/", "abc");
            session.refuse("/", "no", Optional.empty());
            join("/a", "abc");
            session.accept("/a", "def");
            session.refuse("/a", "no", Optional.empty());
            assertThat(drain()).isEmpty();
        }

        @Test
        void anEventIsAViolation() {
            receive("2[\"a\"]");
            receive("0");
            assertThat(drain()).containsExactly(new CloseConnection());
            assertThat(session.deadline()).isEqualTo(NONE);
        }

        @Test
        void anEventWhileTheApplicationThinksIsAViolation() {
            receive("0");
            receive("2[\"a\"]");
            session.accept("/", "abc");
            assertThat(drain()).containsExactly(new Join("/", Optional.empty()), new CloseConnection());
        }

        @Test
        void whoeverJoinsNoNamespaceIn45SecondsIsOut() {
            assertThat(session.deadline()).isEqualTo(Duration.ofSeconds(45).toNanos());
            session.timeout(session.deadline() - 1);
            assertThat(drain()).isEmpty();
            session.timeout(session.deadline());
            session.timeout(Duration.ofSeconds(46).toNanos());
            assertThat(drain()).containsExactly(new CloseConnection());
        }

        @Test
        void theEndOfTheConnectionIsNoNews() {
            receive("0");
            drain();
            session.connectionClosed();
            session.close();
            assertThat(drain()).isEmpty();
        }
    }

    @Nested
    class AfterAJoin {
        @BeforeEach
        void joinMain() {
            join("/", "abc");
        }

        @Test
        void anEventIsDelivered() {
            receive("25[\"sum\",1,2]");
            assertThat(drain()).singleElement().satisfies(action -> {
                Event event = (Event) action;
                assertThat(event.sid()).isEqualTo("abc");
                assertThat(event.name()).isEqualTo("sum");
                assertThat(event.ackId()).hasValue(5);
                assertThat(event.args().get(1, int.class)).isEqualTo(2);
            });
        }

        @Test
        void aBinaryEventIsDeliveredWithItsLastAttachment() {
            receive("51-[\"a\",{\"_placeholder\":true,\"num\":0}]");
            assertThat(drain()).isEmpty();
            session.received(EngineData.binary(new byte[] {1, 0x1E}));
            assertThat(drain())
                    .singleElement()
                    .satisfies(action -> assertThat(((Event) action).args().get(0, byte[].class))
                            .containsExactly(1, 0x1E));
        }

        @Test
        void anEventTellsHowLargeItWasWithItsAttachmentsAndNoOther() {
            String header = "51-[\"a\",{\"_placeholder\":true,\"num\":0}]";
            receive(header);
            session.received(EngineData.binary(new byte[1000]));
            receive("2[\"b\"]");
            receive("37[]");
            assertThat(drain())
                    .extracting(action -> ((Event) action).size())
                    .containsExactly(header.length() + 1000L, 6L);
        }

        @Test
        void packetsAboutANamespaceAreToldFromOthers() {
            assertThat(Stream.of("0{}", "1", "4{}", "2[\"a\"]", "30[]", "51-[\"a\"]", "")
                            .map(text -> ServerSocketSession.isOfNamespace(text.getBytes(UTF_8))))
                    .containsExactly(true, true, true, false, false, false, false);
        }

        @Test
        void anEventGoesOutAsOneUnit() {
            OutgoingPacket.Event event =
                    new OutgoingPacket.Event("/", OptionalLong.empty(), "a", List.of(1, new byte[] {1, 2}));
            session.send("abc", ServerSocketSession.messages(PARSER.encode(event)));
            assertThat(drain())
                    .containsExactly(new Send(List.of(
                            EngineData.text("51-[\"a\",1,{\"_placeholder\":true,\"num\":0}]"),
                            EngineData.binary(new byte[] {1, 2}))));
        }

        @Test
        void aVolatileEventGoesOutIfItLeavesAtOnce() {
            session.sendVolatile("abc", ServerSocketSession.messages(event("cursor")));
            session.sendVolatile("nobody", ServerSocketSession.messages(event("cursor")));
            assertThat(drain()).containsExactly(new SendVolatile(List.of(EngineData.text("2[\"cursor\"]"))));
        }

        @Test
        void anAnswerIsDeliveredOnce() {
            emitForAck("abc", 7, NONE);
            assertThat(drain()).containsExactly(sent("27[\"ask\"]"));
            receive("37[\"yes\"]");
            receive("37[\"again\"]");
            receive("38[]");
            assertThat(drain()).singleElement().satisfies(action -> {
                Acked acked = (Acked) action;
                assertThat(acked.ackId()).isEqualTo(7);
                assertThat(acked.args().get(0, String.class)).isEqualTo("yes");
            });
        }

        @Test
        void anAnswerMayBeLate() {
            emitForAck("abc", 1, 100);
            emitForAck("abc", 2, 50);
            emitForAck("abc", 3, NONE);
            drain();
            assertThat(session.deadline()).isEqualTo(50);
            session.timeout(50);
            receive("32[]");
            assertThat(drain()).containsExactly(new AckLate("abc", 2));
            assertThat(session.deadline()).isEqualTo(100);
            session.timeout(100);
            assertThat(drain()).containsExactly(new AckLate("abc", 1));
            assertThat(session.deadline()).isEqualTo(NONE);
        }

        @Test
        void whoLeavesAnswersNothing() {
            emitForAck("abc", 7, NONE);
            drain();
            receive("1");
            assertThat(drain()).containsExactly(new AckLost("abc", 7), new Left("abc", LeaveCause.CLIENT));
            emitForAck("abc", 8, NONE);
            session.send("abc", ServerSocketSession.messages(PARSER.encode(new OutgoingPacket.Disconnect("/"))));
            session.disconnect("abc");
            assertThat(drain()).containsExactly(new AckLost("abc", 8));
        }

        @Test
        void whoLeftMayJoinAgainUnderAnotherId() {
            receive("1");
            join("/", "def");
            session.send("abc", ServerSocketSession.messages(PARSER.encode(new OutgoingPacket.Disconnect("/"))));
            assertThat(drain()).isEmpty();
            receive("2[\"a\"]");
            assertThat(drain())
                    .singleElement()
                    .satisfies(action -> assertThat(((Event) action).sid()).isEqualTo("def"));
        }

        @Test
        void whoeverLeftAndGoesOnIsInViolation() {
            receive("1");
            receive("2[\"a\"]");
            assertThat(drain()).containsExactly(new Left("abc", LeaveCause.CLIENT), new CloseConnection());
        }

        @Test
        void theServerSendsOutOneNamespaceAndIgnoresWhatWasOnItsWay() {
            join("/a", "def");
            session.disconnect("abc");
            receive("2[\"a\"]");
            receive("1");
            receive("2/a,[\"b\"]");
            assertThat(drain())
                    .startsWith(sent("1"), new Left("abc", LeaveCause.SERVER))
                    .hasSize(3);
            join("/", "ghi");
            receive("1");
            assertThat(drain()).containsExactly(new Left("ghi", LeaveCause.CLIENT));
        }

        @Test
        void closeLeavesAllNamespaces() {
            join("/a", "def");
            receive("0/b,");
            drain();
            session.close();
            session.close();
            receive("2[\"a\"]");
            assertThat(drain())
                    .containsExactly(
                            sent("1"),
                            new Left("abc", LeaveCause.SERVER),
                            sent("1/a,"),
                            new Left("def", LeaveCause.SERVER),
                            new CloseConnection());
        }

        @Test
        void theEndOfTheConnectionIsTheEndOfAllNamespaces() {
            join("/a", "def");
            emitForAck("abc", 7, NONE);
            drain();
            session.connectionClosed();
            assertThat(drain())
                    .containsExactly(
                            new AckLost("abc", 7),
                            new Left("abc", LeaveCause.CONNECTION),
                            new Left("def", LeaveCause.CONNECTION));
        }

        @Test
        void whatIsNoPacketClosesTheConnection() {
            receive("2[\"a\"");
            assertThat(drain()).containsExactly(new Left("abc", LeaveCause.PARSE_ERROR), new CloseConnection());
        }

        @Test
        void binaryOutOfPlaceClosesTheConnection() {
            session.received(EngineData.binary(new byte[] {1}));
            assertThat(drain()).containsExactly(new Left("abc", LeaveCause.PARSE_ERROR), new CloseConnection());
        }

        @Test
        void aSecondConnectIsAViolation() {
            receive("0");
            assertThat(drain()).containsExactly(new Left("abc", LeaveCause.PARSE_ERROR), new CloseConnection());
        }

        @Test
        @Tag("N14")
        void aDisconnectWithAPayloadIsAViolation() {
            receive("1{}");
            assertThat(drain()).containsExactly(new Left("abc", LeaveCause.PARSE_ERROR), new CloseConnection());
        }

        @Test
        void aNamespaceThatNoAnswerCanNameIsAViolation() {
            receive("0/a\u0080b,");
            assertThat(drain()).containsExactly(new Left("abc", LeaveCause.PARSE_ERROR), new CloseConnection());
        }

        @Test
        void aConnectErrorIsAViolation() {
            receive("4{\"message\":\"no\"}");
            assertThat(drain()).containsExactly(new Left("abc", LeaveCause.PARSE_ERROR), new CloseConnection());
        }
    }

    @Test
    void nothingIsKeptOfAPacketThatNeverWasWhole() {
        join("/", "abc");
        WeakReference<byte[]> attachment = halfAPacket();
        session.connectionClosed();
        for (int i = 0; i < 100 && attachment.get() != null; i++) {
            System.gc();
        }
        assertThat(attachment.get()).isNull();
        assertThat(drain()).containsExactly(new Left("abc", LeaveCause.CONNECTION));
    }

    private WeakReference<byte[]> halfAPacket() {
        byte[] attachment = new byte[1000];
        receive("52-[\"data\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]");
        session.received(EngineData.ofBytes(attachment));
        return new WeakReference<>(attachment);
    }
}
