package io.curlew.engineio.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Decodes an answer for each time that one is expected. The two sides must agree where an answer ends, or the rest of
 * it would pass for the answer to another request; so what can be read in two ways is refused (RFC 9112, section 11),
 * also where Netty's decoder would choose one of them.
 */
final class AnswerDecoder extends HttpResponseDecoder {
    /** Passed on in place of bytes that belong to no expected answer; of those none are kept. */
    static final Object SURPLUS = new Object();

    /** What Node, whose servers these mostly are, allows for all headers together. */
    static final int MAX_HEADER_SIZE = 16 * 1024;

    private static final Pattern VERSION = Pattern.compile("HTTP/1\\.[0-9]");
    private static final Pattern STATUS = Pattern.compile("[1-9][0-9]{2}");

    private boolean expected;
    /** The answer that is being read is the one that was asked for, and not an informational one before it. */
    private boolean isFinal;

    private int lengths;

    AnswerDecoder() {
        super(limits());
    }

    private static HttpDecoderConfig limits() {
        // Explicitly strict: Netty's defaults depend on system properties.
        return strict(new HttpDecoderConfig()
                .setMaxHeaderSize(MAX_HEADER_SIZE)
                .setStrictLineParsing(true)
                .setAllowDuplicateContentLengths(false));
    }

    /**
     * Netty 4.1.128, which Spring Boot 3.5.7 manages, has no such setting: there the rules below and the collector's
     * hold.
     */
    private static HttpDecoderConfig strict(HttpDecoderConfig config) {
        try {
            return config.setUseRfc9112TransferEncoding(true);
        } catch (NoSuchMethodError older) {
            return config;
        }
    }

    /** A request is about to be sent. After a switch of protocols everything is passed on as it is. */
    void expectAnswer() {
        expected = true;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
        if (!expected) {
            in.skipBytes(in.readableBytes());
            out.add(SURPLUS);
            return;
        }
        super.decode(context, in, out);
        if (isFinal && !out.isEmpty() && out.get(out.size() - 1) instanceof LastHttpContent) {
            expected = false;
        }
    }

    @Override
    protected HttpMessage createMessage(String[] statusLine) {
        require(VERSION.matcher(statusLine[0]).matches(), "the version must be HTTP/1");
        require(STATUS.matcher(statusLine[1]).matches(), "a status has three digits");
        HttpMessage message = super.createMessage(statusLine);
        lengths = 0;
        isFinal = message instanceof HttpResponse response
                && response.status().codeClass() != HttpStatusClass.INFORMATIONAL;
        return message;
    }

    /** Netty skips what stands between a name and its colon, and takes the first of two lengths in HTTP/1.0. */
    @Override
    protected AsciiString splitHeaderName(byte[] line, int start, int length) {
        require(line[start + length] == ':', "nothing may stand before a header's colon");
        AsciiString name = super.splitHeaderName(line, start, length);
        if (HttpHeaderNames.CONTENT_LENGTH.contentEqualsIgnoreCase(name)) {
            lengths++;
            require(lengths == 1, "an answer has one length");
        }
        return name;
    }

    /** Netty would ignore the length. */
    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        throw new IllegalArgumentException("an answer must not have both a transfer coding and a content-length");
    }

    private static void require(boolean kept, String rule) {
        if (!kept) {
            throw new IllegalArgumentException(rule);
        }
    }
}
