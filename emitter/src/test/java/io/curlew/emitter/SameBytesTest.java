package io.curlew.emitter;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the official emitter (version 5.1) publishes for the same calls, byte by byte. */
class SameBytesTest {
    private final FakeRedis redis = new FakeRedis();
    private final Emitter emitter = Emitter.builder(redis).build();

    @Test
    void anEventForEverybody() {
        emitter.emit("hello", "world", 1, -1, 1.5, true, null, List.of(1, 2), Map.of("a", "b"))
                .join();
        assertPublished(
                "socket.io#/#",
                "93a7656d697474657283a47479706502a46461746199a568656c6c6fa5776f726c6401ffcb3ff8000000000000c3c0920102"
                        + "81a161a162a36e7370a12f83a5726f6f6d7390a5666c61677380a665786365707490");
    }

    @Test
    void anEventWithBinaryForARoom() {
        emitter.to("room1").emit("x", ByteBuffer.wrap(new byte[] {1, 2, 3})).join();
        assertPublished(
                "socket.io#/#room1#",
                "93a7656d697474657283a47479706502a46461746192a178c403010203a36e7370a12f83a5726f6f6d7391a5726f6f6d31a5"
                        + "666c61677380a665786365707490");
    }

    @Test
    void aVolatileEventForSomeRoomsWithoutAnother() {
        emitter.to("a", "b")
                .except("c")
                .volatileEvent()
                .compress(true)
                .emit("x")
                .join();
        assertPublished(
                "socket.io#/#",
                "93a7656d697474657283a47479706502a46461746191a178a36e7370a12f83a5726f6f6d7392a161a162a5666c61677382a8"
                        + "766f6c6174696c65c3a8636f6d7072657373c3a665786365707491a163");
    }

    /** The reference server asks whether the flag is there, whatever it says. */
    @Test
    void anEventThatIsVolatileNoMore() {
        emitter.to("room1")
                .volatileEvent()
                .volatileEvent(false)
                .emit("x", ByteBuffer.wrap(new byte[] {1, 2, 3}))
                .join();
        assertPublished(
                "socket.io#/#room1#",
                "93a7656d697474657283a47479706502a46461746192a178c403010203a36e7370a12f83a5726f6f6d7391a5726f6f6d31a5"
                        + "666c61677380a665786365707490");
    }

    @Test
    void anEventInAnotherNamespace() {
        emitter.of("admin")
                .except(List.of("d"))
                .compress(false)
                .volatileEvent()
                .emit("x")
                .join();
        assertPublished(
                "socket.io#/admin#",
                "93a7656d697474657283a47479706502a46461746191a178a36e7370a62f61646d696e83a5726f6f6d7390a5666c61677382"
                        + "a8636f6d7072657373c2a8766f6c6174696c65c3a665786365707491a164");
    }

    @Test
    void numbers() {
        List<Number> numbers = Arrays.asList(
                0,
                127,
                128,
                255.0,
                256,
                65535,
                65536,
                4294967295L,
                4294967296.0,
                9007199254740991L,
                new BigInteger("18446744073709549568"),
                -32,
                -33,
                -128,
                -129,
                -32768,
                -32769,
                -2147483648,
                -2147483649L,
                -9007199254740991L,
                -0x1p63,
                -0.0);
        emitter.emit("n", numbers).join();
        assertPublished(
                "socket.io#/#",
                "93a7656d697474657283a47479706502a46461746192a16edc0016007fcc80ccffcd0100cdffffce00010000ceffffffffcf"
                        + "0000000100000000cf001fffffffffffffcffffffffffffff800e0d0dfd080d1ff7fd18000d2ffff7fffd280000000"
                        + "d3ffffffff7fffffffd3ffe0000000000001d3800000000000000000a36e7370a12f83a5726f6f6d7390a5666c6167"
                        + "7380a665786365707490");
    }

    @Test
    void strings() {
        emitter.emit("s", "x".repeat(31), "x".repeat(32), "é", "😀").join();
        assertPublished(
                "socket.io#/#",
                "93a7656d697474657283a47479706502a46461746195a173bf" + "78".repeat(31) + "d920" + "78".repeat(32)
                        + "a2c3a9a4f09f9880a36e7370a12f83a5726f6f6d7390a5666c61677380a665786365707490");
    }

    @Test
    void aJoin() {
        emitter.in("r").socketsJoin("a", "b").join();
        assertPublished(
                "socket.io-request#/#",
                "{\"type\":2,\"opts\":{\"rooms\":[\"r\"],\"except\":[]},\"rooms\":[\"a\",\"b\"]}");
    }

    @Test
    void aLeave() {
        emitter.in("r").except("q").socketsLeave("a").join();
        assertPublished(
                "socket.io-request#/#",
                "{\"type\":3,\"opts\":{\"rooms\":[\"r\"],\"except\":[\"q\"]},\"rooms\":[\"a\"]}");
    }

    @Test
    void aDisconnect() {
        emitter.disconnectSockets(false).join();
        assertPublished("socket.io-request#/#", "{\"type\":4,\"opts\":{\"rooms\":[],\"except\":[]},\"close\":false}");
        emitter.in("x").disconnectSockets(true).join();
        assertPublished(
                "socket.io-request#/#", "{\"type\":4,\"opts\":{\"rooms\":[\"x\"],\"except\":[]},\"close\":true}");
    }

    @Test
    void anEventForServers() {
        emitter.serverSideEmit(
                        "hey",
                        1,
                        "ü\u001f\u2028\ud800",
                        new byte[] {0, -1},
                        1e21,
                        1e-7,
                        123456789012345680000.0,
                        0.1,
                        Double.MIN_VALUE)
                .join();
        assertPublished(
                "socket.io-request#/#",
                "{\"uid\":\"emitter\",\"type\":6,\"data\":[\"hey\",1,\"ü\\u001f\u2028\\ud800\",{\"type\":\"Buffer\",\"data\":"
                        + "[0,255]},1e+21,1e-7,123456789012345680000,0.1,5e-324]}");
    }

    @Test
    void theKeyIsTheAdaptersOption() {
        Emitter other = Emitter.builder(redis)
                .adapter(ServerAdapter.pubSub().withKey("other"))
                .build();
        other.of("/chat").socketsJoin("a").join();
        assertThat(redis.last().get(1)).isEqualTo("other-request#/chat#");
        other.of("/chat").emit("x").join();
        assertThat(redis.last().get(1)).isEqualTo("other#/chat#");
    }

    private void assertPublished(String channel, String message) {
        assertThat(redis.last()).containsExactly("PUBLISH", channel, message);
    }
}
