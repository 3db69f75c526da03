package io.curlew.socketio.jackson;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.curlew.socketio.protocol.ConversionException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Records are made in a way of our own, and come out, or are refused, as Jackson itself does it. */
class RecordsTest {
    private final JacksonJsonCodec codec = new JacksonJsonCodec();
    private final JsonMapper jackson = JacksonJsonCodec.mapperBuilder().build();

    @SuppressWarnings("ArrayRecordComponent")
    record Variable(int number, String... parts) {
        @Override
        public String toString() {
            return number + Arrays.toString(parts);
        }
    }

    private record Hidden(int x, @Nullable List<String> y) {}

    record Primitives(int a, long b, boolean c, double d, char e, byte f) {}

    record Nothing() {}

    record Generic<T>(T value) {}

    record Made(int x, String how) {
        @JsonCreator
        static Made of(@JsonProperty("x") int x) {
            return new Made(x, "by a factory");
        }
    }

    record Shorter(int x, String how) {
        @JsonCreator
        Shorter(@JsonProperty("x") int x) {
            this(x, "by a constructor");
        }
    }

    record Delegating(int x) {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        Delegating {}
    }

    record Failing(int x) {
        Failing {
            throw new AssertionError("on purpose");
        }
    }

    record Checked(int x) {
        Checked {
            throw sneaky(new IOException("on purpose"));
        }

        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
        private static <E extends Throwable> RuntimeException sneaky(Throwable thrown) throws E {
            throw (E) thrown;
        }
    }

    static List<Arguments> records() {
        return List.of(
                Arguments.of("{\"number\":1,\"parts\":[\"a\",\"b\"]}", Variable.class),
                Arguments.of("{\"number\":1}", Variable.class),
                Arguments.of("{\"x\":1,\"y\":[\"a\"]}", Hidden.class),
                Arguments.of("{\"x\":1}", Hidden.class),
                Arguments.of("{}", Primitives.class),
                Arguments.of("{\"a\":1,\"b\":2,\"c\":true,\"d\":0.5,\"e\":\"x\",\"f\":3}", Primitives.class),
                Arguments.of("{\"a\":null}", Primitives.class),
                Arguments.of("{}", Nothing.class),
                Arguments.of("{\"value\":{\"a\":1}}", Generic.class),
                Arguments.of("{\"x\":2}", Made.class),
                Arguments.of("{\"x\":2}", Shorter.class),
                Arguments.of("3", Delegating.class),
                Arguments.of("{\"x\":3}", Failing.class),
                Arguments.of("{\"x\":3}", Checked.class));
    }

    @ParameterizedTest
    @MethodSource("records")
    void theyAreWhatJacksonMakes(String json, Class<?> type) {
        byte[] bytes = json.getBytes(UTF_8);
        assertThat(outcome(() -> codec.read(bytes, 0, bytes.length, type, List.of())))
                .isEqualTo(outcome(() -> jackson.readValue(bytes, type)));
    }

    private static String outcome(Supplier<@Nullable Object> reading) {
        try {
            return String.valueOf(reading.get());
        } catch (JacksonException | ConversionException refused) {
            return "refused";
        } catch (AssertionError error) {
            return "error";
        }
    }
}
