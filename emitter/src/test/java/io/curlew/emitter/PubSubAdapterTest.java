package io.curlew.emitter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a server with the Redis adapter (version 8.3) asks others: the official emitter knows no answers. */
class PubSubAdapterTest {
    private final Wire wire = Wires.of(ServerAdapter.pubSub());

    @Test
    void anEventThatWantsAnswers() {
        Target target =
                Target.everybody("/").to(List.of("room")).except(List.of()).with("timeout", 1000L);
        Command command = wire.broadcast(target, List.of("ask", 1), new Wire.Asker("emitte", "bv5pOy"));
        assertThat(FakeRedis.shown(command.words()))
                .containsExactly(
                        "PUBLISH",
                        "socket.io-request#/#",
                        "85a3756964a6656d69747465a9726571756573744964a6627635704f79a47479706507a67061636b657483a47479706502"
                                + "a46461746192a361736b01a36e7370a12fa46f70747383a5726f6f6d7391a4726f6f6da665786365707490a5666c"
                                + "61677381a774696d656f7574cd03e8");
    }

    @Test
    void anEventForServersThatWantsAnswers() {
        Command command = wire.toServers("/chat", List.of("ask", 1), new Wire.Asker("emitte", "bv5pOy"));
        assertThat(FakeRedis.shown(command.words()))
                .containsExactly(
                        "PUBLISH",
                        "socket.io-request#/chat#",
                        "{\"uid\":\"emitte\",\"requestId\":\"bv5pOy\",\"type\":6,\"data\":[\"ask\",1]}");
    }
}
