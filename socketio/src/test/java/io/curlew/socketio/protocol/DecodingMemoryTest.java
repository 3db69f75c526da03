package io.curlew.socketio.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A packet of n bytes takes no more than 3 n + 64 KiB besides on its way, whatever is in it. */
@Tag("N04")
class DecodingMemoryTest {
    private static final int SIZE = 1_000_000;
    private static final int LONGEST_NAME = 16 * 1024;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            2["a"                        | ,0                                  | ]
            2["a"                        | ,{}                                 | ]
            2["a"                        | ,""                                 | ]
            2["a",[0                     | ,[]                                 | ]]
            2["a",{"":0                  | ,"":{}                              | }]
            2["a","                      | é                                   | "]
            2["a","€                     | x                                   | "]
            21["a"                       | ,[[[]]]                             | ]
            31[0                         | ,0                                  | ]
            0{"":0                       | ,"":0                               | }
            0{"sid":"                    | x                                   | "}
            44{"":0                      | ,"":[]                              | }
            44{"message":"€              | x                                   | "}
            44"€                         | x                                   | "
            4                            |                                     | {"message":"x"}
            51-["a"                      | ,{"_placeholder":true,"num":0}      | ]
            51-["a",[[0]                 | ,[{"num":0,"_placeholder":true}]    | ]]
            61-1[0                       | ,{"num":1,"_placeholder":false}     | ]
            """)
    void anAcceptedPacketTakesLittle(String start, String item, String end) {
        String filler = item == null ? " " : item;
        byte[] frame = (start + filler.repeat(SIZE / filler.getBytes(UTF_8).length) + end).getBytes(UTF_8);
        Decoder decoder = TestCodec.PARSER.newDecoder();
        long allocated = Allocated.by(() -> {
            SocketPacket unused = decoder.decodeText(frame);
            if (decoder.isWaiting()) {
                unused = decoder.decodeBinary(new byte[0]);
            }
        });
        assertThat(allocated).isLessThan(3L * frame.length + 64 * 1024);
    }

    @Test
    void aNameOfSixteenKibibytesDoesToo() {
        byte[] frame = name("€" + "x".repeat(LONGEST_NAME - 3));
        Decoder decoder = TestCodec.PARSER.newDecoder();
        assertThat(Allocated.by(() -> decoder.decodeText(frame))).isLessThan(3L * frame.length + 64 * 1024);
    }

    @Test
    void aLongerOneIsRefused() {
        assertThatThrownBy(() -> TestCodec.PARSER.newDecoder().decodeText(name("x".repeat(LONGEST_NAME + 1))))
                .isInstanceOf(ParseException.class)
                .hasMessage("an event's name may have at most 16384 bytes (at byte 2)");
    }

    @Test
    void soIsALongerNamespace() {
        String longest = "/" + "x".repeat(LONGEST_NAME - 1);
        SocketPacket left = TestCodec.PARSER.newDecoder().decodeText(("1" + longest + ",").getBytes(UTF_8));
        assertThat(left).isEqualTo(new SocketPacket.Disconnect(longest));
        assertThatThrownBy(() -> TestCodec.PARSER.newDecoder().decodeText(("1" + longest + "x,").getBytes(UTF_8)))
                .isInstanceOf(ParseException.class)
                .hasMessage("a namespace may have at most 16384 bytes (at byte 1)");
    }

    @Test
    void whatIsLookedUpInAPayloadIsNotCopied() {
        Json payload = Json.of("{\"x\":[" + "0,".repeat(SIZE / 2) + "0],\"message\":\"" + "é".repeat(SIZE / 4) + "\"}");
        assertThat(Allocated.by(() -> payload.field("x"))).isLessThan(10_000);
        assertThat(Allocated.by(() -> payload.field("message").orElseThrow().asString(1000)))
                .isLessThan(20_000);
    }

    private static byte[] name(String name) {
        return ("2[\"" + name + "\"]").getBytes(UTF_8);
    }
}
