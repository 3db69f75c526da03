package io.curlew.socketio.jackson;

import java.nio.ByteBuffer;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/** Reads a {@code ByteBuffer}: an attachment without a copy, read-only since others may read it too. */
final class ByteBufferDeserializer extends StdScalarDeserializer<ByteBuffer> {

    ByteBufferDeserializer() {
        super(ByteBuffer.class);
    }

    @Override
    public ByteBuffer deserialize(JsonParser parser, DeserializationContext context) {
        ByteBuffer view = parser instanceof AttachmentParser attachments ? attachments.view() : null;
        return view != null ? view : ByteBuffer.wrap(parser.getBinaryValue()).asReadOnlyBuffer();
    }
}
