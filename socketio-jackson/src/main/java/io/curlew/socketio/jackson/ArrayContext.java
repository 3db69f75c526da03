package io.curlew.socketio.jackson;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.FormatSchema;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.SerializableString;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TreeNode;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.tree.ArrayTreeNode;
import tools.jackson.core.tree.ObjectTreeNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a generator asks when a serialiser writes values through it. Jackson's own context knows the identities of the
 * objects that were written; of those, none may get from one array into the next. So each array that is written in this
 * way has one of its own.
 */
final class ArrayContext implements ObjectWriteContext {
    private final JsonMapper mapper;
    private final ObjectWriteContext settings;
    private @Nullable ObjectWriteContext ofArray;

    ArrayContext(JsonMapper mapper) {
        this.mapper = mapper;
        this.settings = mapper._serializationContext();
    }

    /** The array has been written. */
    void forget() {
        ofArray = null;
    }

    private ObjectWriteContext ofArray() {
        ObjectWriteContext open = ofArray;
        if (open == null) {
            open = mapper._serializationContext();
            ofArray = open;
        }
        return open;
    }

    @Override
    public void writeValue(JsonGenerator generator, Object value) {
        ofArray().writeValue(generator, value);
    }

    @Override
    public void writeTree(JsonGenerator generator, TreeNode tree) {
        ofArray().writeTree(generator, tree);
    }

    @Override
    public FormatSchema getSchema() {
        return settings.getSchema();
    }

    @Override
    public CharacterEscapes getCharacterEscapes() {
        return settings.getCharacterEscapes();
    }

    @Override
    public PrettyPrinter getPrettyPrinter() {
        return settings.getPrettyPrinter();
    }

    @Override
    public boolean hasPrettyPrinter() {
        return settings.hasPrettyPrinter();
    }

    @Override
    public SerializableString getRootValueSeparator(SerializableString byDefault) {
        return settings.getRootValueSeparator(byDefault);
    }

    @Override
    public int getStreamWriteFeatures(int defaults) {
        return settings.getStreamWriteFeatures(defaults);
    }

    @Override
    public int getFormatWriteFeatures(int defaults) {
        return settings.getFormatWriteFeatures(defaults);
    }

    @Override
    public TokenStreamFactory tokenStreamFactory() {
        return settings.tokenStreamFactory();
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
