package io.curlew.socketio.jackson2;

import com.fasterxml.jackson.core.Base64Variant;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.JsonTokenId;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import io.curlew.socketio.protocol.Placeholders;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Shows the placeholders in a JSON text as embedded objects, so that every deserialiser that knows binary finds the
 * attachment. Where they are has been found out before: the last field of an object may decide.
 */
final class AttachmentParser extends JsonParserDelegate {
    private final int offset; // of the parser's first byte in the array
    private final Placeholders placeholders;
    private final List<byte[]> attachments;
    private final Copies copies;
    private int next; // placeholder
    private byte @Nullable [] current; // attachment, when the current token stands for one

    AttachmentParser(
            JsonParser parser, int offset, Placeholders placeholders, List<byte[]> attachments, Copies copies) {
        super(parser);
        this.offset = offset;
        this.placeholders = placeholders;
        this.attachments = attachments;
        this.copies = copies;
    }

    /** Returns a view of the attachment that the current token stands for, or null. */
    @Nullable
    ByteBuffer view() {
        return current == null ? null : ByteBuffer.wrap(current).asReadOnlyBuffer();
    }

    @Override
    public @Nullable JsonToken nextToken() throws IOException {
        return moved(delegate.nextToken());
    }

    /** Looks where the parser stands now, and steps over a placeholder. */
    private @Nullable JsonToken moved(@Nullable JsonToken token) throws IOException {
        current = null;
        if (token != JsonToken.START_OBJECT || !isPlaceholder()) {
            return token;
        }
        current = attachments.get(placeholders.num(next));
        delegate.skipChildren();
        return JsonToken.VALUE_EMBEDDED_OBJECT;
    }

    private boolean isPlaceholder() {
        long at = offset + delegate.currentTokenLocation().getByteOffset();
        while (next < placeholders.count() && placeholders.start(next) < at) {
            next++; // it lies behind us, or was in something that was skipped
        }
        return next < placeholders.count() && placeholders.start(next) == at;
    }

    @Override
    public @Nullable JsonToken nextValue() throws IOException {
        JsonToken token = nextToken();
        return token == JsonToken.FIELD_NAME ? nextToken() : token;
    }

    @Override
    public JsonParser skipChildren() throws IOException {
        if (current == null) {
            delegate.skipChildren();
        }
        return this;
    }

    @Override
    public @Nullable JsonToken currentToken() {
        return current == null ? delegate.currentToken() : JsonToken.VALUE_EMBEDDED_OBJECT;
    }

    @Override
    @Deprecated
    @SuppressWarnings("InlineMeSuggester") // nobody is to call it; older versions of Jackson do
    public @Nullable JsonToken getCurrentToken() {
        return currentToken();
    }

    @Override
    @Deprecated
    @SuppressWarnings("InlineMeSuggester") // nobody is to call it; older versions of Jackson do
    public int getCurrentTokenId() {
        return currentTokenId();
    }

    @Override
    public int currentTokenId() {
        return current == null ? delegate.currentTokenId() : JsonTokenId.ID_EMBEDDED_OBJECT;
    }

    @Override
    public boolean hasToken(JsonToken token) {
        return currentToken() == token;
    }

    @Override
    public boolean hasTokenId(int id) {
        return currentTokenId() == id;
    }

    @Override
    public void clearCurrentToken() {
        current = null;
        delegate.clearCurrentToken();
    }

    @Override
    public @Nullable Object getEmbeddedObject() throws IOException {
        return current == null ? delegate.getEmbeddedObject() : copies.of(current);
    }

    @Override
    public byte[] getBinaryValue(Base64Variant variant) throws IOException {
        return current == null ? delegate.getBinaryValue(variant) : copies.of(current);
    }
}
