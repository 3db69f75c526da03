package io.curlew.socketio.jackson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.curlew.socketio.codectests.ConversionContract;
import io.curlew.socketio.protocol.ConversionException;
import io.curlew.socketio.protocol.JsonCodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

class ConversionTest extends ConversionContract {
    @Override
    protected JsonCodec codec() {
        return new JacksonJsonCodec();
    }

    @Test
    @Tag("N23")
    void aNumberThatIsReadAsATimeCountsMillisecondsAsInJavaScript() {
        assertThat(read("1700000000123", Instant.class)).isEqualTo(Instant.ofEpochMilli(1_700_000_000_123L));
        assertThat(read("\"2023-11-14T22:13:20.123Z\"", Instant.class))
                .isEqualTo(Instant.ofEpochMilli(1_700_000_000_123L));
        assertThat(read("1700000000.5", Instant.class)).isEqualTo(Instant.ofEpochMilli(1_700_000_000_500L));
        assertThatThrownBy(() -> read("1700000000.5", Date.class)).isInstanceOf(ConversionException.class);
        assertThat(write(Instant.ofEpochMilli(1_700_000_000_123L), Duration.ofMillis(1500)))
                .isEqualTo("[\"2023-11-14T22:13:20.123Z\",\"PT1.5S\"]");
    }

    @Test
    @Tag("N23")
    void twoLinesBringJacksonsOwnConversionsBack() {
        JsonMapper relaxed = JacksonJsonCodec.mapperBuilder()
                .enable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .build();
        JacksonJsonCodec codec = new JacksonJsonCodec(relaxed);
        assertThat(codec.read(new byte[] {'1', '.', '5'}, 0, 3, int.class, List.of()))
                .isEqualTo(1);
        assertThat(codec.read(new byte[] {'"', '1', '"'}, 0, 3, int.class, List.of()))
                .isEqualTo(1);
    }

    @Test
    @Tag("N21")
    void aSerialiserOfTheProgramStays() throws IOException {
        SimpleModule module = new SimpleModule().addSerializer(InputStream.class, new Length());
        JsonMapper mapper = JacksonJsonCodec.mapperBuilder().addModule(module).build();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new JacksonJsonCodec(mapper).write(new ByteArrayInputStream(new byte[7]), out, bytes -> 0);
        assertThat(out).hasToString("7");
        assertThatThrownBy(() -> write(new ByteArrayInputStream(new byte[7]))).hasMessageContaining("is not a value");
    }

    private static final class Length extends ValueSerializer<InputStream> {
        @Override
        public void serialize(InputStream stream, JsonGenerator generator, SerializationContext context) {
            try {
                generator.writeNumber(stream.available());
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Test
    @Tag("N23")
    void anOffsetOfATimeStaysWhatItWas() {
        assertThat(read("\"2026-11-28T12:00:00+02:00\"", OffsetDateTime.class))
                .isEqualTo(OffsetDateTime.parse("2026-11-28T12:00:00+02:00"));
    }
}
