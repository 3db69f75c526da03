package io.curlew.socketio.jackson2;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Reads a {@code ByteBuffer}: an attachment without a copy, read-only since others may read it too. */
@SuppressWarnings("serial") // never serialised by Java's means
final class ByteBufferDeserializer extends StdScalarDeserializer<ByteBuffer> {

    ByteBufferDeserializer() {
        super(ByteBuffer.class);
    }

    @Override
    public ByteBuffer deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        ByteBuffer view = parser instanceof AttachmentParser attachments ? attachments.view() : null;
        return view != null ? view : ByteBuffer.wrap(parser.getBinaryValue()).asReadOnlyBuffer();
    }
}
