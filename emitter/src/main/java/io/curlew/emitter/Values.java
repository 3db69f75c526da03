package io.curlew.emitter;

import io.curlew.socketio.protocol.ConversionException;
import io.curlew.socketio.protocol.JsonCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns the application's values into plain ones: maps, lists, strings, numbers, booleans, {@code byte[]} and null. The
 * codec writes them as JSON and reads that again, so that a value means here what it means to the client, and nothing
 * that the application changes afterwards matters.
 */
final class Values {
    private final JsonCodec codec;
    private final int maxAttachments;

    Values(JsonCodec codec, int maxAttachments) {
        this.codec = codec;
        this.maxAttachments = maxAttachments;
    }

    /**
     * Returns the values behind an event's name.
     *
     * @throws ConversionException when one can't be written as JSON
     * @throws IllegalArgumentException when there are too many binary ones
     */
    List<@Nullable Object> plain(String event, List<? extends @Nullable Object> args) {
        List<byte[]> attachments = new ArrayList<>(0);
        byte[] json = json(args, attachments);
        if (attachments.size() > maxAttachments) {
            throw new IllegalArgumentException("An event may have " + maxAttachments
                    + " binary values (the limit maxAttachments), not " + attachments.size());
        }
        List<@Nullable Object> data = new ArrayList<>(args.size() + 1);
        data.add(event);
        if (codec.read(json, 0, json.length, List.class, attachments) instanceof List<?> read) {
            data.addAll(read);
        }
        return data;
    }

    private byte[] json(List<? extends @Nullable Object> args, List<byte[]> attachments) {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        try {
            codec.writeArray(args, json, bytes -> add(bytes, attachments));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // which an array of bytes never throws
        }
        return json.toByteArray();
    }

    private int add(ByteBuffer bytes, List<byte[]> attachments) {
        byte[] copy = new byte[attachments.size() <= maxAttachments ? bytes.remaining() : 0]; // else it is refused
        bytes.get(bytes.position(), copy);
        attachments.add(copy);
        return attachments.size() - 1;
    }
}
