package io.curlew.socketio.jackson;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.socketio.protocol.Args;
import io.curlew.socketio.protocol.DefaultParser;
import io.curlew.socketio.protocol.ParseException;
import io.curlew.socketio.protocol.SocketPacket;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Our scanner and Jackson must agree on what is JSON, and on where its parts are. {@code -Dfuzz.rounds=N} runs more
 * than an ordinary build does, {@code -Dfuzz.seed=N} other ones.
 */
@Tag("A32")
class ScannerDifferentialTest {
    private static final int ROUNDS =
            Integer.getInteger("fuzz.rounds", Boolean.getBoolean("curlew.thorough") ? 1_000_000 : 1000);
    private static final long SEED = Long.getLong("fuzz.seed", 20);

    private final Random random = new Random(SEED);
    private final DefaultParser parser = DefaultParser.create();
    private final JsonMapper jackson = JacksonJsonCodec.mapperBuilder().build();

    @Test
    void bothAcceptWhatIsValid() {
        RandomJson generator = new RandomJson(random);
        for (int i = 0; i < ROUNDS; i++) {
            String json = generator.array();
            if (!hasOddName(json)) {
                assertThat(checked(json)).as("%s", json).isPresent();
            }
        }
    }

    @Test
    void theyAgreeOnWhatHasBeenChanged() {
        RandomJson generator = new RandomJson(random);
        int accepted = 0;
        for (int i = 0; i < ROUNDS; i++) {
            String json = generator.mutate(generator.array());
            accepted += !hasOddName(json) && checked(json).isPresent() ? 1 : 0;
        }
        assertThat(accepted).isBetween(ROUNDS / 20, ROUNDS - ROUNDS / 20); // else nothing was tested
    }

    private Optional<Args> checked(String json) {
        Optional<JsonNode> expected = byJackson(json);
        Optional<Args> args = byCurlew(json);
        assertThat(args.isPresent()).as("%s", json).isEqualTo(expected.isPresent());
        args.ifPresent(found -> {
            JsonNode elements = expected.orElseThrow();
            assertThat(found.size()).as("%s", json).isEqualTo(elements.size());
            for (int i = 0; i < found.size(); i++) {
                assertThat(jackson.readTree(found.json(i))).isEqualTo(elements.get(i));
            }
        });
        return args;
    }

    /** Reads an array, as the arguments of an acknowledgement. The space keeps a digit from joining its id. */
    private Optional<Args> byCurlew(String json) {
        try {
            SocketPacket packet = parser.newDecoder().decodeText(("31 " + json).getBytes(UTF_8));
            return Optional.of(((SocketPacket.Ack) packet).args());
        } catch (ParseException e) {
            return Optional.empty();
        }
    }

    private Optional<JsonNode> byJackson(String json) {
        if (json.startsWith("\ufeff")) {
            return Optional.empty(); // a byte order mark, which Jackson skips
        }
        try {
            return Optional.of(jackson.readTree(json.getBytes(UTF_8))).filter(JsonNode::isArray);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** Returns whether there is an unpaired surrogate in a name, which is valid, but which Jackson refuses. */
    private boolean hasOddName(String json) {
        try {
            jackson.readTree(json.getBytes(UTF_8));
            return false;
        } catch (JacksonException e) {
            return e.getOriginalMessage().contains("surrogate");
        }
    }
}
