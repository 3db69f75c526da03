package io.curlew.testserver;

import io.curlew.engineio.protocol.PeerText;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An HTTP request and its answer, including WebSocket handshakes. Data sent over a WebSocket is not part of it;
 * {@link TestServer.Builder#journalPackets} records those packets.
 *
 * @param method {@code GET}, for example
 * @param path the path, decoded
 * @param query the query parameters, decoded
 * @param headers the headers, by name in lower case
 * @param body the first 64 KiB of the body of a request to a {@link TestServer#route}, as UTF-8; also of a POST of
 *     Engine.IO if {@link TestServer.Builder#journalBodies} is set; empty for all other requests
 * @param bodySize the size of the whole body in bytes
 * @param status the status of the answer: 101 for a WebSocket, 0 if a request to a route was not answered, because of a
 *     rule or because its client did not wait long enough
 * @param answer the first 64 KiB of the body of the answer before compression, as UTF-8; empty unless
 *     {@link TestServer.Builder#journalBodies} is set
 * @param answerSize the size of the whole body of the answer before compression, in bytes; 0 unless
 *     {@link TestServer.Builder#journalBodies} is set
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

    /**
     * Omits the query, the headers and the bodies, which may contain credentials; of the request's body, it shows the
     * size.
     */
    @Override
    public String toString() {
        String with = bodySize == 0 ? "" : " (" + bodySize + " bytes)";
        String answered = status == 0 ? " not answered" : " answered by " + status;
        return PeerText.name(method) + " " + PeerText.sentence(path) + with + answered;
    }
}
