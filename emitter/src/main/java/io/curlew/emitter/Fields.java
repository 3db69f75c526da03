package io.curlew.emitter;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A value of a server's answer, JSON or MessagePack, of which nothing is known but that it is well-formed. */
interface Fields {

    /** Returns an element of this object; empty when there is none, or this is no object. */
    Optional<? extends Fields> field(String name);

    /** Returns this string; empty if it is of another type. */
    Optional<String> text();

    /** Returns this integer; empty if it is of another type. */
    OptionalLong integer();

    /** Returns the type of this message; 0, which no message has, when it has none that is an {@code int}. */
    default int type() {
        long type =
                field("type").map(Fields::integer).orElse(OptionalLong.empty()).orElse(0);
        return type == (int) type ? (int) type : 0;
    }

    /**
     * Writes this as JSON, with a placeholder for each binary value.
     *
     * @param attachments gets the binary values
     * @param maxChars how long the JSON may become
     * @throws io.curlew.socketio.protocol.ParseException when it can't be JSON
     * @throws TooLargeException when it becomes too long
     */
    void writeTo(StringBuilder json, List<byte[]> attachments, long maxChars);
}
