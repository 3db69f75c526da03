package io.curlew.engineio.transport;

import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts one answer together from what an {@link AnswerDecoder} delivers, within bounds. */
final class AnswerCollector {
    /** As many as Go's HTTP client skips. */
    private static final int MAX_INFORMATIONAL = 5;
    /** Of a refusal, more than the reference server ever says, and as much as ServerError reads. */
    private static final int MAX_REFUSAL_SIZE = 4096;

    private final int wanted;
    private final int maxBody;
    private @Nullable HttpResponse head;
    private BoundedBytes body = new BoundedBytes(0);
    private int informational;
    private boolean complete;

    private AnswerCollector(int wanted, int maxBody) {
        this.wanted = wanted;
        this.maxBody = maxBody;
    }

    /** For an answer whose body is what was asked for. */
    static AnswerCollector ofBody(int maxBody) {
        return new AnswerCollector(HttpAnswer.OK, maxBody);
    }

    /** For an answer that ends HTTP on this connection. */
    static AnswerCollector ofSwitch() {
        return new AnswerCollector(HttpAnswer.SWITCHING_PROTOCOLS, 0);
    }

    /**
     * Takes the next part, and returns the answer if that made it whole. A switch of protocols is whole with its head,
     * and a refusal with the start of its body.
     *
     * @throws BadAnswerException when this side does not want the answer, and the connection is of no more use
     */
    Optional<HttpAnswer> add(HttpObject part) throws BadAnswerException {
        if (part.decoderResult().isFailure()) {
            throw new BadAnswerException(describe(part.decoderResult().cause()));
        }
        if (part instanceof HttpResponse response) {
            start(response);
        }
        if (part instanceof HttpContent content) {
            append(content);
        }
        return head != null && complete ? Optional.of(new HttpAnswer(head, body.take())) : Optional.empty();
    }

    /**
     * Returns whether nothing but the connection's end shows where the wanted answer ends (RFC 9112, section 6.3). A
     * refusal's body need not be whole.
     */
    boolean endsWithItsConnection() {
        return head != null
                && head.status().code() == wanted
                && !HttpUtil.isContentLengthSet(head)
                && !HttpUtil.isTransferEncodingChunked(head);
    }

    /** In words of our own: the decoder's quote what it met. */
    private static String describe(Throwable cause) {
        return cause instanceof TooLongFrameException
                ? "the answer's header is larger than " + AnswerDecoder.MAX_HEADER_SIZE + " bytes"
                : "the answer is not valid HTTP";
    }

    private void start(HttpResponse response) throws BadAnswerException {
        int status = response.status().code();
        if (status != HttpAnswer.SWITCHING_PROTOCOLS && HttpStatusClass.INFORMATIONAL.contains(status)) {
            if (++informational > MAX_INFORMATIONAL) {
                throw new BadAnswerException("more than " + MAX_INFORMATIONAL + " informational answers (1xx) came");
            }
            return;
        }
        head = response;
        complete = status == HttpAnswer.SWITCHING_PROTOCOLS;
        body = new BoundedBytes(status == wanted ? maxBody : MAX_REFUSAL_SIZE);
        if (status == wanted && !complete) {
            check(response);
        }
    }

    private void check(HttpResponse response) throws BadAnswerException {
        HttpHeaders headers = response.headers();
        for (String coding : headers.getAll(HttpHeaderNames.CONTENT_ENCODING)) {
            if (!coding.isBlank() && !coding.trim().equalsIgnoreCase("identity")) {
                throw new BadAnswerException("the answer has a content encoding, though none was accepted");
            }
        }
        checkTransferCoding(response, headers.getAll(HttpHeaderNames.TRANSFER_ENCODING));
        long length = HttpUtil.getContentLength(response, 0L);
        if (length > maxBody) {
            throw tooLarge();
        }
        body.announce((int) length);
    }

    /** With a coding that this side does not know it can't tell where the answer ends (RFC 9112, section 6.1). */
    private static void checkTransferCoding(HttpResponse response, List<String> said) throws BadAnswerException {
        boolean isChunked = said.size() == 1
                && said.get(0).trim().equalsIgnoreCase("chunked")
                && response.protocolVersion().minorVersion() > 0; // HTTP/1.0 has no transfer codings
        if (!said.isEmpty() && !isChunked) {
            throw new BadAnswerException("the answer has a transfer coding other than chunked");
        }
    }

    private void append(HttpContent content) throws BadAnswerException {
        if (head == null) {
            return; // the empty body of an informational answer
        }
        if (!body.add(content.content())) {
            if (head.status().code() == wanted) {
                throw tooLarge();
            }
            complete = true;
        }
        complete |= content instanceof LastHttpContent;
    }

    private BadAnswerException tooLarge() {
        return new BadAnswerException("the answer is larger than " + maxBody + " bytes (maxMessageSize)");
    }
}
