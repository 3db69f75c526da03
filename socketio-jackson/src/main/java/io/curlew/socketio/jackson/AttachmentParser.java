package io.curlew.socketio.jackson;

import io.curlew.socketio.protocol.Placeholders;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.Base64Variant;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.JsonTokenId;
import tools.jackson.core.SerializableString;
import tools.jackson.core.TreeNode;
import tools.jackson.core.sym.PropertyNameMatcher;
import tools.jackson.core.type.ResolvedType;
import tools.jackson.core.type.TypeReference;
import tools.jackson.core.util.JsonParserDelegate;

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
    public @Nullable JsonToken nextToken() {
        return moved(delegate.nextToken());
    }

    /** Looks where the parser stands now, and steps over a placeholder. */
    private @Nullable JsonToken moved(@Nullable JsonToken token) {
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
    public @Nullable JsonToken nextValue() {
        JsonToken token = nextToken();
        return token == JsonToken.PROPERTY_NAME ? nextToken() : token;
    }

    @Override
    public @Nullable String nextName() {
        String name = delegate.nextName();
        moved(delegate.currentToken());
        return name;
    }

    @Override
    public boolean nextName(SerializableString name) {
        boolean matches = delegate.nextName(name);
        moved(delegate.currentToken());
        return matches;
    }

    @Override
    public int nextNameMatch(PropertyNameMatcher matcher) {
        int match = delegate.nextNameMatch(matcher);
        moved(delegate.currentToken());
        return match;
    }

    @Override
    public JsonParser skipChildren() {
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
    public @Nullable Object getEmbeddedObject() {
        return current == null ? delegate.getEmbeddedObject() : copies.of(current);
    }

    @Override
    public byte[] getBinaryValue(Base64Variant variant) {
        return current == null ? delegate.getBinaryValue(variant) : copies.of(current);
    }

    @Override
    public <T> T readValueAs(Class<T> type) {
        return objectReadContext().readValue(this, type);
    }

    @Override
    public <T> T readValueAs(TypeReference<T> type) {
        return objectReadContext().readValue(this, type);
    }

    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals") // as the superclass has it
    public <T> T readValueAs(ResolvedType type) {
        return objectReadContext().readValue(this, type);
    }

    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals") // as the superclass has it
    public <T extends TreeNode> T readValueAsTree() {
        return objectReadContext().readTree(this);
    }
}
