package io.curlew.socketio.jackson;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.curlew.socketio.codectests.WritingContract;
import io.curlew.socketio.protocol.ConversionException;
import io.curlew.socketio.protocol.JsonCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class WritingTest extends WritingContract {
    @Override
    protected JsonCodec codec() {
        return new JacksonJsonCodec();
    }

    @Test
    void treesAreWrittenLikeOtherValues() {
        ObjectNode tree = JsonNodeFactory.instance.objectNode().put("raw", bytes("one"));
        tree.putPOJO("pojo", bytes("two"));

        assertThat(write(tree))
                .isEqualTo("[{\"raw\":{\"_placeholder\":true,\"num\":0},\"pojo\":{\"_placeholder\":true,\"num\":1}}]");
        assertThatThrownBy(() -> write(JsonNodeFactory.instance.numberNode(Double.NaN)))
                .isInstanceOf(ConversionException.class);
    }

    @Test
    void aProgramsOwnMapperIsUsed() throws IOException {
        SimpleModule module = new SimpleModule().addSerializer(Order.class, new OrderSerializer());
        JsonMapper mapper = JacksonJsonCodec.mapperBuilder()
                .addModule(module)
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new JacksonJsonCodec(mapper).writeArray(List.of(new Order("BTC", 2)), out, this::add);

        assertThat(out.toString(UTF_8)).startsWith("[").contains("\"BTC x2\"");
    }

    private static final class OrderSerializer extends ValueSerializer<Order> {
        @Override
        public void serialize(Order order, JsonGenerator generator, SerializationContext context) {
            generator.writeString(order.item() + " x" + order.count());
        }
    }
}
