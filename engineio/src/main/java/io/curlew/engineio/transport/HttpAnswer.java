package io.curlew.engineio.transport;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;

/** An HTTP answer, whole; of a refusal's body, the start. */
final class HttpAnswer {
    static final int OK = 200;
    static final int BAD_REQUEST = 400;
    static final int SWITCHING_PROTOCOLS = 101;

    private final HttpResponse head;
    private final byte[] body;

    HttpAnswer(HttpResponse head, byte[] body) {
        this.head = head;
        this.body = body;
    }

    int status() {
        return head.status().code();
    }

    boolean isOk() {
        return status() == OK;
    }

    /** Returns whether the connection is meant to outlive this answer. */
    boolean keepsAlive() {
        return HttpUtil.isKeepAlive(head);
    }

    HttpHeaders headers() {
        return head.headers();
    }

    /** Returns the body, shared. */
    byte[] body() {
        return body;
    }
}
