package io.curlew.engineio.transport;

import io.netty.handler.codec.http.HttpHeaders;

/** An HTTP answer, whole; of a refusal's body, the start. */
final class HttpAnswer {
    static final int OK = 200;
    static final int SWITCHING_PROTOCOLS = 101;

    private final int status;
    private final HttpHeaders headers;
    private final byte[] body;

    HttpAnswer(int status, HttpHeaders headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    int status() {
        return status;
    }

    boolean isOk() {
        return status == OK;
    }

    HttpHeaders headers() {
        return headers;
    }

    /** Returns the body, shared. */
    byte[] body() {
        return body;
    }
}
