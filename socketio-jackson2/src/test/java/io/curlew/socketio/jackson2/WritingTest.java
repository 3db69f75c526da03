package io.curlew.socketio.jackson2;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.curlew.socketio.codectests.WritingContract;
import io.curlew.socketio.protocol.ConversionException;
import io.curlew.socketio.protocol.JsonCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class WritingTest extends WritingContract {
    @Override
    protected JsonCodec codec() {
        return new Jackson2JsonCodec();
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
        JsonMapper mapper = Jackson2JsonCodec.mapperBuilder()
                .addModule(module)
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new Jackson2JsonCodec(mapper).writeArray(List.of(new Order("BTC", 2)), out, this::add);

        assertThat(out.toString(UTF_8)).startsWith("[").contains("\"BTC x2\"");
    }

    private static final class OrderSerializer extends JsonSerializer<Order> {
        @Override
        public void serialize(Order order, JsonGenerator generator, SerializerProvider context) throws IOException {
            generator.writeString(order.item() + " x" + order.count());
        }
    }
}
