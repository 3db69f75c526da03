package io.curlew.emitter;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.emitter.ServerAdapter.Sharded.SubscriptionMode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a server with the sharded Redis adapter (version 8.3) publishes for the same calls, but for its name. */
class ShardedAdapterTest {

    private final FakeRedis redis = new FakeRedis();
    private final Emitter emitter =
            Emitter.builder(redis).adapter(ServerAdapter.sharded()).build();

    @Test
    void anEventIsJson() {
        emitter.emit("hello", 1, "é", null).join();
        assertPublished(
                "socket.io#/#",
                "{\"type\":3,\"data\":{\"packet\":{\"type\":2,\"data\":[\"hello\",1,\"é\",null]},\"opts\":{\"rooms\":[],"
                        + "\"except\":[],\"flags\":{}}},\"uid\":\"emitter\",\"nsp\":\"/\"}");
    }

    @Test
    void anEventWithBinaryIsMessagePack() {
        emitter.to("room")
                .except("x")
                .volatileEvent()
                .emit("b", new byte[] {1, 2}, 0x1p53)
                .join();
        assertPublished(
                "socket.io#/#room#",
                "84a47479706503a46461746182a67061636b657482a47479706502a46461746193a162c4020102cf0020000000000000a46f70"
                        + "747383a5726f6f6d7391a4726f6f6da665786365707491a178a5666c61677381a8766f6c6174696c65c3a3756964a7"
                        + "656d6974746572a36e7370a12f");
    }

    @Test
    void whatIsAboutSocketsIsJson() {
        emitter.in("r").socketsJoin("a", "b").join();
        assertPublished(
                "socket.io#/#",
                "{\"type\":4,\"data\":{\"opts\":{\"rooms\":[\"r\"],\"except\":[],\"flags\":{}},\"rooms\":[\"a\",\"b\"]},"
                        + "\"uid\":\"emitter\",\"nsp\":\"/\"}");
        emitter.in("r").socketsLeave("a").join();
        assertPublished(
                "socket.io#/#",
                "{\"type\":5,\"data\":{\"opts\":{\"rooms\":[\"r\"],\"except\":[],\"flags\":{}},\"rooms\":[\"a\"]},"
                        + "\"uid\":\"emitter\",\"nsp\":\"/\"}");
        emitter.disconnectSockets(true).join();
        assertPublished(
                "socket.io#/#",
                "{\"type\":6,\"data\":{\"opts\":{\"rooms\":[],\"except\":[],\"flags\":{}},\"close\":true},"
                        + "\"uid\":\"emitter\",\"nsp\":\"/\"}");
    }

    @Test
    void anEventForServers() {
        emitter.serverSideEmit("tell", 1, new byte[] {-1}).join();
        assertPublished(
                "socket.io#/#",
                "84a47479706509a46461746181a67061636b657493a474656c6c01c401ffa3756964a7656d6974746572a36e7370a12f");
    }

    @Test
    void whatWantsAnswersIsForTheWholeNamespace() {
        Wire.Asker asker = new Wire.Asker("emitter", "9c8aa53730f49e41");
        Target target = Target.everybody("/").to(List.of("room")).with("timeout", 1000L);
        assertThat(FakeRedis.shown(Wires.of(ServerAdapter.sharded())
                        .broadcast(target, List.of("ask", 1), asker)
                        .words()))
                .containsExactly(
                        "SPUBLISH",
                        "socket.io#/#",
                        "{\"type\":3,\"data\":{\"packet\":{\"type\":2,\"data\":[\"ask\",1]},\"requestId\":\"9c8aa53730f49e41\","
                                + "\"opts\":{\"rooms\":[\"room\"],\"except\":[],\"flags\":{\"timeout\":1000}}},\"uid\":\"emitter\","
                                + "\"nsp\":\"/\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "STATIC, room, p#/#",
        "DYNAMIC, room, p#/#room#",
        "DYNAMIC, aaaaaaaaaaaaaaaaaaaa, p#/#",
        "DYNAMIC_PRIVATE, aaaaaaaaaaaaaaaaaaaa, p#/#aaaaaaaaaaaaaaaaaaaa#"
    })
    void whichRoomsHaveChannelsIsAMatterOfTheMode(SubscriptionMode mode, String room, String channel) {
        Emitter other = Emitter.builder(redis)
                .adapter(ServerAdapter.sharded().withChannelPrefix("p").withSubscriptionMode(mode))
                .build();
        other.to(room).emit("x").join();
        assertThat(redis.last()).startsWith("SPUBLISH", channel);
    }

    private void assertPublished(String channel, String message) {
        assertThat(redis.last()).containsExactly("SPUBLISH", channel, message);
    }
}
