package io.curlew.socketio.protocol;

import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/** An argument is missing. */
final class AbsentArgument {
    private AbsentArgument() {}

    /** @param event null for an acknowledgement */
    static IndexOutOfBoundsException of(@Nullable String event, int index, String type, int came) {
        String where = event == null ? "Acknowledgement" : "Event \"" + PeerText.name(event) + '"';
        return new IndexOutOfBoundsException(
                where + ": argument " + index + type + " is missing, " + (came == 0 ? "none" : came) + " came");
    }

    /** Returns a type's name as programs write it. */
    static String name(Type type) {
        return type instanceof Class<?> known ? known.getSimpleName() : type.getTypeName();
    }
}
