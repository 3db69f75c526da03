package io.curlew.interop.parser;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Frames for both decoders: a String is a text frame, a ByteBuffer a binary one. */
final class Inputs {
    private static final List<String> PACKETS = List.of(
            "0",
            "0{}",
            "0{\"token\":\"123\",\"a\":[1,{\"b\":null}]}",
            "0/admin,",
            "0/admin,{\"sid\":\"x\"}",
            "0/admin",
            "0/a?x=1,{}",
            "1",
            "1/admin,",
            "2[\"hello\"]",
            "2[\"hello\",1]",
            "2[\"a\",1,-2.5,1e3,true,false,null,\"\\u00fc\\ud83d\\ude00\",\"ü😀\"]",
            "212[\"ask\",{\"a\":{\"b\":[[]]}}]",
            "2/admin,456[\"x\",\"1-[]\",\"{\"]",
            "2[5,\"x\"]",
            "2[\"\"]",
            "2[\"__proto__\",{\"a\":1,\"a\":2}]",
            "2[\"x\",{\"_placeholder\":true,\"num\":0}]",
            "3123[]",
            "3/admin,0[1,null,\"x\"]",
            "4{\"message\":\"no\",\"data\":{\"a\":1}}",
            "4\"no\"",
            "4/admin,{\"message\":\"no\"}",
            "51-[\"x\",{\"_placeholder\":true,\"num\":0}]",
            "52-/admin,7[\"x\",{\"a\":{\"_placeholder\":true,\"num\":1}},[{\"_placeholder\":true,\"num\":0}]]",
            "51-[\"x\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":0}]",
            "51-[\"x\"]",
            "61-3[{\"_placeholder\":true,\"num\":0}]",
            "62-/admin,3[1,{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]");

    /** Those of the reference's own tests, and what else has been found in the wild. */
    private static final List<String> BROKEN = List.of(
            "",
            "442[\"some\",\"data\"",
            "0/admin,\"invalid\"",
            "0[]",
            "1/admin,{}",
            "1{\"message\":\"no\"}",
            "1/admin,7{}",
            "1[]",
            "2/admin,\"invalid",
            "2/admin,{}",
            "2[{\"toString\":\"foo\"}]",
            "2[true,\"foo\"]",
            "2[null,\"bar\"]",
            "2[\"connect\"]",
            "2[\"connect_error\"]",
            "2[\"disconnect\",\"123\"]",
            "2[\"disconnecting\"]",
            "2[\"newListener\"]",
            "2[\"removeListener\"]",
            "2[\"error\"]",
            "5",
            "51",
            "5a-",
            "51.23-",
            "999",
            "asdf",
            "7asdf",
            "22sd",
            "22[]",
            "22[\"a\",1,{asdf}]",
            "2",
            "3",
            "4",
            "2/a",
            "4[]",
            "4{}",
            "4\"text\"",
            "3[]",
            "31",
            "31{}",
            "31.5[]",
            "2 [\"x\"]",
            "21 [\"x\"]",
            "5 1-[\"x\"]",
            "5+1-[\"x\"]",
            "51e0-[\"x\"]",
            "50x1-[\"x\"]",
            "51.0-[\"x\"]",
            "501-[\"x\"]",
            "5１-[\"x\"]",
            "5-1-[\"x\"]",
            "50-[\"x\"]",
            "52147483648-[\"x\"]",
            "59223372036854775808-[\"x\"]",
            "511-[\"x\"]",
            "2[\"a\"]x",
            "2١[\"x\"]",
            "299999999999999999999[\"x\"]",
            "29007199254740993[\"x\"]",
            "2001[\"x\"]",
            "2[\"a\",1e400]",
            "2[\"a\",-0]",
            "2[\"a\",0.1e1]",
            "6[\"x\"]",
            "2[1.5]",
            "2[\"a\",]",
            "2[,]",
            "2[\"a\" 1]",
            "2['a']",
            "2[a]",
            "2[\"a\",NaN]",
            "2[\"a\",01]",
            "2[\"a\",1.]",
            "2[\"a\",.5]",
            "2[\"a\",+1]",
            "2[\"a\",0x1]",
            "2[\"a\",\"\\x41\"]",
            "2[\"a\",\"\\u12\"]",
            "2[\"a\",\"\\ud800\"]",
            "2[\"a\",\"\t\"]",
            "2[\"a\",\u00a01]",
            "2[\"a\",\ufeff1]",
            "2\ufeff[\"a\"]",
            "2[\"a\"]//",
            "2[\"a\",/**/1]",
            "2\t[\"a\"]",
            "2\n[\"a\"]",
            "2[ \"a\" , 1 ]\n",
            "0 {}",
            "0{} ",
            "1 ",
            "٤\"x\"",
            "2/a,b[\"x\"]",
            "2/,[\"x\"]",
            "2/[\"x\"]",
            "2//,[\"x\"]",
            "2/a,/b,[\"x\"]",
            "51-[\"x\",{\"_placeholder\":true,\"num\":\"splice\"}]",
            "51-[\"x\",{\"_placeholder\":true,\"num\":-1}]",
            "51-[\"x\",{\"_placeholder\":true,\"num\":1}]",
            "51-[\"x\",{\"_placeholder\":true,\"num\":0.5}]",
            "51-[\"x\",{\"_placeholder\":true,\"num\":1e99}]",
            "51-[\"x\",{\"_placeholder\":true}]",
            "51-[\"x\",{\"_placeholder\":true,\"num\":0.0}]",
            "51-[\"x\",{\"_placeholder\":true,\"num\":0e5}]",
            "51-[\"x\",{\"_placeholder\":true,\"num\":-0}]",
            "51-[\"x\",{\"_placeholder\":\"true\",\"num\":0}]",
            "51-[\"x\",{\"_placeholder\":1,\"num\":0}]",
            "51-[\"x\",{\"num\":0,\"_placeholder\":true,\"more\":[1]}]",
            "51-[\"x\",{\"_placeholder\":false,\"num\":0,\"_placeholder\":true}]",
            "51-[\"x\",{\"_placeholder\":true,\"num\":9,\"num\":0}]",
            "51-[{\"_placeholder\":true,\"num\":0}]",
            "51-{\"_placeholder\":true,\"num\":0}",
            "51-[\"x\",{\"_placeholder\":true,\"num\":{\"_placeholder\":true,\"num\":0}}]");

    private static final String[] PIECES = {
        "0",
        "1",
        "2",
        "5",
        "9",
        "-",
        "/",
        ",",
        "[",
        "]",
        "{",
        "}",
        "\"",
        ":",
        ".",
        "e",
        "+",
        " ",
        "\t",
        "\\",
        "\\u0041",
        "true",
        "null",
        "ü",
        "😀",
        "１",
        "1e5",
        "\"a\"",
        "[[",
        "]]",
        "{\"a\":",
        "_placeholder",
        "num",
        "\u0000",
        "99999999"
    };

    private Inputs() {}

    static List<List<Object>> all(int mutations, long seed) {
        Random random = new Random(seed);
        return Stream.of(
                        Stream.concat(PACKETS.stream(), BROKEN.stream()).map(Inputs::withAttachments),
                        sequences(),
                        IntStream.range(0, mutations).mapToObj(i -> mutated(random)))
                .flatMap(inputs -> inputs)
                .toList();
    }

    /** Returns texts that start like JSON arrays; many are none. */
    static List<String> arrays(int count, long seed) {
        Random random = new Random(seed);
        return Stream.generate(() -> (String) mutated(random).get(0))
                .filter(packet -> packet.indexOf('[') >= 0)
                .map(packet -> packet.substring(packet.indexOf('[')))
                .limit(count)
                .toList();
    }

    /** Frames in an order that no sender has. */
    private static Stream<List<Object>> sequences() {
        String binary = "52-[\"x\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]";
        return Stream.of(
                List.of(attachment(1)),
                List.of("2[\"a\"]", attachment(1)),
                List.of(binary),
                List.of("52-[\"x\",{\"_placeholder\":true,\"num\":2}]", attachment(1)),
                List.of(binary, attachment(1)),
                List.of(binary, "2[\"a\"]"),
                List.of(binary, attachment(1), "2[\"a\"]"),
                List.of(binary, attachment(1), attachment(2), attachment(3)),
                List.of(binary, attachment(1), attachment(2), "2[\"a\"]", binary, attachment(3), attachment(4)),
                List.of(binary, ByteBuffer.allocate(0), ByteBuffer.allocate(0)));
    }

    private static List<Object> mutated(Random random) {
        List<Object> frames = new ArrayList<>(withAttachments(PACKETS.get(random.nextInt(PACKETS.size()))));
        StringBuilder text = new StringBuilder((String) frames.get(0));
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            mutate(text, random);
        }
        frames.set(0, text.toString());
        return frames;
    }

    private static void mutate(StringBuilder text, Random random) {
        int from = random.nextInt(text.length() + 1);
        int to = Math.min(text.length(), from + random.nextInt(3));
        switch (random.nextInt(4)) {
            case 0 -> text.insert(from, PIECES[random.nextInt(PIECES.length)]);
            case 1 -> text.replace(from, to, PIECES[random.nextInt(PIECES.length)]);
            case 2 -> text.delete(from, to);
            default -> text.insert(from, text.substring(from, to));
        }
    }

    /** Adds as many attachments as the packet asks for, should it be valid. */
    private static List<Object> withAttachments(String packet) {
        List<Object> frames = new ArrayList<>(List.of(packet));
        boolean binary = packet.startsWith("5") || packet.startsWith("6");
        int count = binary && packet.startsWith("2-", 1) ? 2 : binary ? 1 : 0;
        IntStream.rangeClosed(1, count).forEach(i -> frames.add(attachment(i)));
        return frames;
    }

    private static ByteBuffer attachment(int content) {
        return ByteBuffer.wrap(new byte[] {(byte) content});
    }
}
