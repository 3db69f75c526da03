package io.curlew.emitter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a server with the Redis Streams adapter (version 0.3) publishes for the same calls, but for its name. */
class StreamsAdapterTest {
    private final FakeRedis redis = new FakeRedis();
    private final Emitter emitter =
            Emitter.builder(redis).adapter(ServerAdapter.streams()).build();

    @Test
    void anEventIsAnEntryInJson() {
        emitter.emit("hello", 1, "é", null).join();
        assertAppended(
                "3",
                "{\"packet\":{\"type\":2,\"data\":[\"hello\",1,\"é\",null]},\"opts\":{\"rooms\":[],\"except\":[],\"flags\":{}}}");
        emitter.to("r", "s").compress(true).emit("p").join();
        assertAppended(
                "3",
                "{\"packet\":{\"type\":2,\"data\":[\"p\"]},\"opts\":{\"rooms\":[\"r\",\"s\"],\"except\":[],\"flags\":{\"compress\":true}}}");
    }

    @Test
    void anEventWithBinaryIsAnEntryInMessagePack() {
        emitter.to("room")
                .except("x")
                .volatileEvent()
                .emit("b", new byte[] {1, 2}, 0x1p53)
                .join();
        assertAppended(
                "3",
                "gqZwYWNrZXSCpHR5cGUCpGRhdGGToWLEAgECy0NAAAAAAAAApG9wdHODpXJvb21zkaRyb29tpmV4Y2VwdJGheKVmbGFnc4Godm9s"
                        + "YXRpbGXD");
    }

    @Test
    void whatIsAboutSocketsIsAnEntryToo() {
        emitter.in("r").socketsJoin("a", "b").join();
        assertAppended("4", "{\"opts\":{\"rooms\":[\"r\"],\"except\":[],\"flags\":{}},\"rooms\":[\"a\",\"b\"]}");
        emitter.in("r").socketsLeave("a").join();
        assertAppended("5", "{\"opts\":{\"rooms\":[\"r\"],\"except\":[],\"flags\":{}},\"rooms\":[\"a\"]}");
        emitter.disconnectSockets(true).join();
        assertAppended("6", "{\"opts\":{\"rooms\":[],\"except\":[],\"flags\":{}},\"close\":true}");
    }

    @Test
    void anEventForServersIsPublished() {
        emitter.serverSideEmit("tell", 1, new byte[] {-1}).join();
        assertThat(redis.last())
                .containsExactly(
                        "PUBLISH",
                        "socket.io#/#",
                        "84a47479706509a46461746181a67061636b657493a474656c6c01c401ffa3756964a7656d6974746572a36e7370a12f");
    }

    @Test
    void whatWantsAnswersIsPublished() {
        Wire wire = Wires.of(ServerAdapter.streams());
        Wire.Asker asker = new Wire.Asker("emitter", "796Se962f2450f72");
        Target target = Target.everybody("/").to(List.of("room")).with("timeout", 1000L);
        assertThat(FakeRedis.shown(
                        wire.broadcast(target, List.of("ask", 1), asker).words()))
                .containsExactly(
                        "PUBLISH",
                        "socket.io#/#",
                        "84a47479706503a46461746183a67061636b657482a47479706502a46461746192a361736b01a9726571756573744964b0"
                                + "37393653653936326632343530663732a46f70747383a5726f6f6d7391a4726f6f6da665786365707490a5666c"
                                + "61677381a774696d656f7574cd03e8a3756964a7656d6974746572a36e7370a12f");
    }

    @Test
    void theOffsetIsTheEntrysId() {
        Receipt receipt = emitter.emit("x").join();
        assertThat(receipt.offset()).contains("1-0");
        assertThat(receipt.subscribers()).isEmpty();
    }

    @Test
    void optionsAreThoseOfTheAdapter() {
        Emitter other = Emitter.builder(redis)
                .adapter(ServerAdapter.streams()
                        .withStreamName("s")
                        .withMaxLen(5)
                        .withChannelPrefix("c")
                        .withUseShardedPubSub(true))
                .build();
        other.emit("x").join();
        assertThat(redis.last()).startsWith("XADD", "s", "MAXLEN", "~", "5", "*");
        other.serverSideEmit("x").join();
        assertThat(redis.last()).startsWith("SPUBLISH", "c#/#");
    }

    @ParameterizedTest
    @CsvSource({"/, 2", "/admin, 1", "/chat, 1", "/news, 0"})
    void aNamespaceHasTheStreamThatTheServersTakeForIt(String namespace, int stream) {
        Emitter other = Emitter.builder(redis)
                .adapter(ServerAdapter.streams().withStreamCount(3))
                .build();
        other.of(namespace).emit("x").join();
        assertThat(redis.last()).startsWith("XADD", "socket.io-" + stream);
    }

    /** The adapter takes the remainder of a negative number for such a name, and reads no such stream. */
    @Test
    void aNamespaceWhoseStreamNoServerReadsIsRefused() {
        Emitter other = Emitter.builder(redis)
                .adapter(ServerAdapter.streams().withStreamCount(3))
                .build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> other.of("/notifications").emit("x"))
                .withMessageContaining("/notifications");
        assertThat(redis.commands).isEmpty();
    }

    private void assertAppended(String type, String data) {
        assertThat(redis.last())
                .containsExactly(
                        "XADD",
                        "socket.io",
                        "MAXLEN",
                        "~",
                        "10000",
                        "*",
                        "uid",
                        "emitter",
                        "nsp",
                        "/",
                        "type",
                        type,
                        "data",
                        data);
    }
}
