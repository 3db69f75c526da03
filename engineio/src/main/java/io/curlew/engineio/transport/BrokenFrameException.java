package io.curlew.engineio.transport;

import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import org.jspecify.annotations.Nullable;

/** The peer's frames break a rule. Knows the close code to answer with; its message quotes nothing of the frames. */
final class BrokenFrameException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient WebSocketCloseStatus status;

    BrokenFrameException(WebSocketCloseStatus status, String what, @Nullable Throwable cause) {
        super(what, cause);
        this.status = status;
    }

    WebSocketCloseStatus status() {
        return status;
    }
}
