package io.curlew.testserver;

import io.curlew.engineio.protocol.PeerText;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An HTTP request and how it was answered. A WebSocket's handshake is one; what goes over the WebSocket is not: these
 * are packets, for {@link TestServer.Builder#journalPackets}.
 *
 * @param method {@code GET}, for example
 * @param path the path, decoded
 * @param query the query parameters, decoded
 * @param headers the headers, by name in lower case
 * @param body what a request to a {@link TestServer#route} brought, as UTF-8: its first 64 KiB; likewise a POST of
 *     Engine.IO's if {@link TestServer.Builder#journalBodies} asks for it; empty for all others
 * @param bodySize the size of the whole body in bytes
 * @param status the status of the answer: 101 for a WebSocket
 * @param answer the body of the answer, before it was compressed, as UTF-8: its first 64 KiB; empty unless
 *     {@link TestServer.Builder#journalBodies} asks for it
 * @param answerSize the size of the whole body in bytes
 */
public record RecordedRequest(
        String method,
        String path,
        Map<String, String> query,
        Map<String, List<String>> headers,
        String body,
        int bodySize,
        int status,
        String answer,
        int answerSize) {
    /** How much of a body is kept: more than most have, and few enough for a journal with hundreds of them. */
    static final int MAX_BODY = 64 * 1024;

    public RecordedRequest {
        query = Map.copyOf(query);
        headers = Map.copyOf(headers);
    }

    /** Returns the first header of that name, in any case. */
    public Optional<String> header(String name) {
        return Headers.first(headers, name);
    }

    /** Returns how many bytes this keeps in memory, about. */
    long memory() {
        return Memory.ofRequest(path, query, headers) + Memory.of(body) + Memory.of(answer);
    }

    /** Tells nothing of query, headers and bodies, which may hold credentials; of the request's body, its size. */
    @Override
    public String toString() {
        String with = bodySize == 0 ? "" : " (" + bodySize + " bytes)";
        return PeerText.name(method) + " " + PeerText.sentence(path) + with + " answered by " + status;
    }
}
