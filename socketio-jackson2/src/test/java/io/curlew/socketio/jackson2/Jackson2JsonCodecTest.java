package io.curlew.socketio.jackson2;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.curlew.socketio.codectests.ReadingContract;
import io.curlew.socketio.protocol.JsonCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** Reading with Jackson: what every codec does, and trees, deserialisers and types that only Jackson knows. */
class Jackson2JsonCodecTest extends ReadingContract {
    @Override
    protected JsonCodec codec() {
        return new Jackson2JsonCodec();
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "kind")
    @JsonSubTypes(@JsonSubTypes.Type(Shape.Bitmap.class))
    sealed interface Shape {
        @SuppressWarnings("ArrayRecordComponent")
        record Bitmap(ByteBuffer view, byte[] data) implements Shape {}
    }

    @JsonDeserialize(using = EnvelopeDeserializer.class)
    record Envelope(Picture picture, Object rest) {}

    static final class EnvelopeDeserializer extends JsonDeserializer<Envelope> {
        @Override
        public Envelope deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            parser.nextValue();
            Picture picture = parser.readValueAs(Picture.class);
            parser.nextValue();
            Object rest = parser.<JsonNode>readValueAsTree().get(0);
            parser.nextToken();
            return new Envelope(picture, rest);
        }
    }

    @Test
    void binaryInATree() throws IOException {
        JsonNode node = (JsonNode) readBinary(FIRST, JsonNode.class);
        assertThat(node.isBinary()).isTrue();
        assertThat(node.binaryValue()).isEqualTo(bytes("one"));
        JsonNode tree = (JsonNode) readBinary("[{\"a\":" + SECOND + "}, {}]", JsonNode.class);
        assertThat(tree.get(0).get("a").binaryValue()).isEqualTo(bytes("two"));
        assertThat(tree.get(1).isEmpty()).isTrue();
    }

    @Test
    void binaryForADeserializerOfTheProgram() throws IOException {
        Envelope envelope =
                (Envelope) readBinary("{\"a\":{\"data\":" + FIRST + "},\"b\":[" + SECOND + "]}", Envelope.class);

        assertThat(envelope.picture().data()).isEqualTo(bytes("one"));
        assertThat(((JsonNode) envelope.rest()).binaryValue()).isEqualTo(bytes("two"));
    }

    @Test
    void binaryInATypeThatJacksonReadsInTwoPasses() {
        Shape shape =
                (Shape) readBinary("{\"data\":" + FIRST + ",\"view\":" + SECOND + ",\"kind\":\"Bitmap\"}", Shape.class);

        assertThat(shape).isInstanceOfSatisfying(Shape.Bitmap.class, bitmap -> {
            assertThat(bitmap.data()).isEqualTo(bytes("one"));
            assertThat(bitmap.view()).isEqualTo(ByteBuffer.wrap(bytes("two")));
            assertThat(bitmap.view().isReadOnly()).isTrue();
        });
    }
}
