package io.curlew.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.curlew.socketio.protocol.Args;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueFormatTest {
    private static final String SCHEMA = "{\"type\":\"struct\",\"fields\":[{\"field\":\"id\",\"type\":\"int64\"},"
            + "{\"field\":\"note\",\"type\":\"string\",\"optional\":true}]}";

    @Test
    void jsonIsWhatTheServerWrote() throws Unfit {
        Args args = Events.args("2[\"e\",{\"n\":1.50,\"big\":12345678901234567890.10},null,\"é\"]");
        assertThat(value("json", "", args)).isEqualTo("[{\"n\":1.50,\"big\":12345678901234567890.10},null,\"é\"]");
        assertThat(value("json", "/0", args)).isEqualTo("{\"n\":1.50,\"big\":12345678901234567890.10}");
        assertThat(value("json", "/0/big", args)).isEqualTo("12345678901234567890.10");
        assertThat(value("json", "/1", args)).isEqualTo("null");
    }

    @Test
    void binaryInJsonIsBase64() throws Unfit {
        Args args = Events.args(
                "52-[\"e\",{\"_placeholder\":true,\"num\":0},{\"a\":{\"_placeholder\":true,\"num\":1}}]",
                new byte[] {1, 2, 3},
                new byte[] {4});
        assertThat(value("json", "", args)).isEqualTo("[\"AQID\",{\"a\":\"BA==\"}]");
    }

    @Test
    void binaryIsBytesWhereTheFormatHasThem() throws Unfit {
        Args args = Events.args(
                "52-[\"e\",{\"_placeholder\":true,\"num\":0},{\"a\":{\"_placeholder\":true,\"num\":1}}]",
                new byte[] {1, 2, 3},
                new byte[] {4});
        assertThat(value("bytes", "/0", args)).isEqualTo(new byte[] {1, 2, 3});
        assertThat(value("bytes", "/1/a", args)).isEqualTo(new byte[] {4});
        assertThat(value("schemaless", "/0", args)).isEqualTo(new byte[] {1, 2, 3});
        assertThat(value("bytes", "/1", args)).isEqualTo("{\"a\":\"BA==\"}".getBytes(UTF_8));
    }

    @Test
    void schemalessIsMapsAndLists() throws Unfit {
        assertThat(value("schemaless", "", Events.args("2[\"e\",{\"a\":1},true]")))
                .isEqualTo(List.of(Map.of("a", 1L), true));
    }

    @Test
    void schemalessKeepsEveryValueAsItIs() throws Unfit {
        Args args = Events.args(
                "51-[\"e\",{\"long\":-9223372036854775808,\"tenth\":0.10,\"large\":1e3,\"least\":5e-324,\"none\":null,"
                        + "\"digits\":0.30000000000000004,\"bytes\":{\"_placeholder\":true,\"num\":0}}]",
                new byte[] {1});
        Map<?, ?> map = (Map<?, ?>) value("schemaless", "/0", args);
        assertThat(map.remove("bytes")).isEqualTo(new byte[] {1});
        assertThat(map.remove("none")).isNull();
        assertThat(map)
                .isEqualTo(Map.of(
                        "long",
                        Long.MIN_VALUE,
                        "tenth",
                        0.1,
                        "large",
                        1000.0,
                        "least",
                        Double.MIN_VALUE,
                        "digits",
                        0.1 + 0.2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9223372036854775808",
                "-9223372036854775809",
                "123456789012345678901234567890",
                "12345678901234567890.10",
                "0.1000000000000000000000001",
                "1e309",
                "-1e999999999",
                "1e-400"
            })
    void numbersThatSchemalessDataCannotHoldAreUnfit(String number) {
        assertThatExceptionOfType(Unfit.class)
                .isThrownBy(() -> value("schemaless", "/0", Events.args("2[\"e\",{\"a\":[7," + number + "]}]")))
                .withMessageContaining("at /*/1")
                .withMessageContaining("json and bytes keep it");
    }

    @Test
    void everyDoubleOfJavaScriptIsSchemalessData() throws Unfit {
        Random random = new Random(22);
        for (int i = 0; i < 2000; i++) {
            double number = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(number)) {
                assertThat(value("schemaless", "/0", Events.args("2[\"e\"," + number + "]")))
                        .isEqualTo(number);
            }
        }
    }

    @Test
    void structsHaveTheUsersSchema() throws Unfit {
        SchemaAndValue value = format("struct", "/0", SCHEMA).of(Events.args("2[\"e\",{\"id\":7}]"));
        assertThat(value.schema().field("id").schema()).isEqualTo(Schema.INT64_SCHEMA);
        assertThat(((Struct) value.value()).getInt64("id")).isEqualTo(7L);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"id":"seven"}              | not a whole number at /id
                    {"id":1.5}                  | not a whole number at /id
                    {"id":9223372036854775808}  | not a number from
                    {"id":null}                 | null at /id
                    {}                          | nothing at /id
                    {"id":1,"note":7}           | not a text at /note
                    [1]                         | not an object at the top
                    null                        | null at the top
                    """)
    void whatDoesNotFitTheSchemaIsUnfit(String json, String message) {
        assertThatExceptionOfType(Unfit.class)
                .isThrownBy(() -> format("struct", "/0", SCHEMA).of(Events.args("2[\"e\"," + json + "]")))
                .withMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"type":"float"}  | 1e39         | not a number up to
                    {"type":"double"} | -1e309       | not a number up to
                    {"type":"double"} | 1e999999999  | not a number up to
                    {"type":"double"} | 9007199254740993 | not a whole number that a floating-point number keeps
                    {"type":"float"}  | 16777217     | not a whole number that a floating-point number keeps
                    {"type":"double"} | 1e-400       | not 0, or a number that does not round to it
                    {"type":"float"}  | -1e-50       | not 0, or a number that does not round to it
                    {"type":"int64"}  | 1e999999999  | not a whole number
                    {"type":"bytes","name":"org.apache.kafka.connect.data.Decimal","parameters":{"scale":"2"}} | 1e999999999 | digits
                    {"type":"bytes","name":"org.apache.kafka.connect.data.Decimal","parameters":{"scale":"2"}} | 1.234 | decimal places
                    """)
    void numbersThatTheTypeCannotHoldAreUnfit(String schema, String number, String message) {
        assertThatExceptionOfType(Unfit.class)
                .isThrownBy(() -> format("struct", "/0", schema).of(Events.args("2[\"e\"," + number + "]")))
                .withMessageContaining(message);
    }

    @Test
    void aMissingArgumentFitsNoSchema() {
        assertThatExceptionOfType(Unfit.class)
                .isThrownBy(() -> format("struct", "/0", SCHEMA).of(Events.args("2[\"e\"]")))
                .withMessageContaining("nothing at the top");
    }

    @Test
    void everyTypeOfSchemaIsRead() throws Unfit {
        String schema = """
                {"type":"struct","fields":[
                  {"field":"b","type":"boolean"},{"field":"i8","type":"int8"},{"field":"i16","type":"int16"},
                  {"field":"i32","type":"int32"},{"field":"f","type":"float"},{"field":"d","type":"double"},
                  {"field":"bytes","type":"bytes"},{"field":"list","type":"array","items":{"type":"int64"}},
                  {"field":"map","type":"map","keys":{"type":"string"},"values":{"type":"int64"}},
                  {"field":"at","type":"int64","name":"org.apache.kafka.connect.data.Timestamp"},
                  {"field":"day","type":"int32","name":"org.apache.kafka.connect.data.Date"},
                  {"field":"clock","type":"int32","name":"org.apache.kafka.connect.data.Time"},
                  {"field":"price","type":"bytes","name":"org.apache.kafka.connect.data.Decimal","parameters":{"scale":"2"}},
                  {"field":"some","type":"int64","default":5}]}
                """;
        String json = "{\"b\":true,\"i8\":1,\"i16\":2,\"i32\":3,\"f\":1.5,\"d\":2.5,\"bytes\":\"AQI=\",\"list\":[1,2],"
                + "\"map\":{\"a\":1},\"at\":1000,\"day\":1,\"clock\":1,\"price\":1.5}";
        Struct struct = (Struct) format("struct", "/0", schema)
                .of(Events.args("2[\"e\"," + json + "]"))
                .value();
        struct.validate();
        assertThat(struct.getArray("list")).isEqualTo(List.of(1L, 2L));
        assertThat(struct.get("price")).isEqualTo(new BigDecimal("1.50"));
        assertThat(struct.get("at")).extracting("time").isEqualTo(1000L);
        assertThat(struct.getBytes("bytes")).isEqualTo(new byte[] {1, 2});
        assertThat(struct.getInt64("some")).isEqualTo(5L);
    }

    @Test
    void whatIsNoSchemaIsRefused() {
        for (String wrong : List.of("", "{", "{\"type\":\"no such\"}", "7", "{\"type\":\"int64\"},\"payload\":1")) {
            assertThatIllegalArgumentException().isThrownBy(() -> format("struct", "/0", wrong));
        }
        assertThat(format("struct", "/0", "{\"type\":\"int64\",\"optional\":true}"))
                .isNotNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "type":"bytes","name":"org.apache.kafka.connect.data.Decimal"                            | scale
                    "type":"bytes","name":"org.apache.kafka.connect.data.Decimal","parameters":{"scale":"x"} | scale
                    "type":"bytes","name":"org.apache.kafka.connect.data.Decimal","parameters":{"x":"1"}     | scale
                    "type":"int64","name":"org.apache.kafka.connect.data.Decimal","parameters":{"scale":"2"} | bytes
                    "type":"int32","name":"org.apache.kafka.connect.data.Timestamp"                          | int64
                    "type":"int64","name":"org.apache.kafka.connect.data.Time"                               | int32
                    "type":"string","name":"org.apache.kafka.connect.data.Date"                              | int32
                    "type":"map","keys":{"type":"int32"},"values":{"type":"int32"}                           | keys
                    """)
    void aSchemaByWhichNothingCanBeReadIsRefused(String type, String message) {
        String schema =
                "{\"type\":\"struct\",\"fields\":[{\"field\":\"list\",\"type\":\"array\",\"items\":{" + type + "}}]}";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> format("struct", "/0", schema))
                .withMessageContaining(message)
                .withMessageContaining("at /list/*");
    }

    private static Object value(String format, String pointer, Args args) throws Unfit {
        return format(format, pointer, "").of(args).value();
    }

    private static ValueFormat format(String format, String pointer, String schema) {
        return ValueFormat.of(format, Pointer.parse(pointer), schema);
    }
}
