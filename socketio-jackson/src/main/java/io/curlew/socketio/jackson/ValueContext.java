package io.curlew.socketio.jackson;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.FormatSchema;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TreeNode;
import tools.jackson.core.tree.ArrayTreeNode;
import tools.jackson.core.tree.ObjectTreeNode;
import tools.jackson.core.type.ResolvedType;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a parser asks when a deserialiser reads values through it. Jackson's own context knows the identities of the
 * objects that were read; of those, none may get from one value into the next. So each value that is read in this way
 * has one of its own.
 */
@SuppressWarnings("TypeParameterUnusedInFormals") // it is Jackson that declares them so
final class ValueContext implements ObjectReadContext {
    private final JsonMapper mapper;
    private final ObjectReadContext settings;
    private @Nullable ObjectReadContext ofValue;

    ValueContext(JsonMapper mapper) {
        this.mapper = mapper;
        this.settings = mapper._deserializationContext();
    }

    /** The value has been read. */
    void forget() {
        ofValue = null;
    }

    private ObjectReadContext ofValue(JsonParser parser) {
        ObjectReadContext open = ofValue;
        if (open == null) {
            open = mapper._deserializationContext().assignParser(parser);
            ofValue = open;
        }
        return open;
    }

    @Override
    public <T extends TreeNode> T readTree(JsonParser parser) {
        return ofValue(parser).readTree(parser);
    }

    @Override
    public <T> T readValue(JsonParser parser, Class<T> type) {
        return ofValue(parser).readValue(parser, type);
    }

    @Override
    public <T> T readValue(JsonParser parser, TypeReference<T> type) {
        return ofValue(parser).readValue(parser, type);
    }

    @Override
    public <T> T readValue(JsonParser parser, ResolvedType type) {
        return ofValue(parser).readValue(parser, type);
    }

    @Override
    public FormatSchema getSchema() {
        return settings.getSchema();
    }

    @Override
    public int getStreamReadFeatures(int defaults) {
        return settings.getStreamReadFeatures(defaults);
    }

    @Override
    public int getFormatReadFeatures(int defaults) {
        return settings.getFormatReadFeatures(defaults);
    }

    @Override
    public TokenStreamFactory tokenStreamFactory() {
        return settings.tokenStreamFactory();
    }

    @Override
    public StreamReadConstraints streamReadConstraints() {
        return settings.streamReadConstraints();
    }

    @Override
    public ArrayTreeNode createArrayNode() {
        return settings.createArrayNode();
    }

    @Override
    public ObjectTreeNode createObjectNode() {
        return settings.createObjectNode();
    }
}
