package io.curlew.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The head of a request. */
record RawRequest(String head) {
    private static final ByteBuf END = Unpooled.unreleasableBuffer(Unpooled.copiedBuffer("\r\n\r\n", US_ASCII));
    private static final Pattern KEY = Pattern.compile("(?i)\nsec-websocket-key: *(\\S+)");
    private static final Pattern LENGTH = Pattern.compile("(?i)\ncontent-length: *(\\d+)");
    private static final Pattern SID = Pattern.compile("^\\S+ \\S+[?&]sid=([^& ]+)");

    /** Returns null until all of it is there. */
    static @Nullable RawRequest readFrom(ByteBuf in) {
        int length = ByteBufUtil.indexOf(END, in);
        if (length < 0) {
            return null;
        }
        String head = in.readCharSequence(length - in.readerIndex(), US_ASCII).toString();
        in.skipBytes(END.readableBytes());
        return new RawRequest(head);
    }

    boolean isPost() {
        return head.startsWith("POST");
    }

    int contentLength() {
        return find(LENGTH).map(Integer::valueOf).orElse(0);
    }

    Optional<String> sid() {
        return find(SID);
    }

    Optional<String> webSocketKey() {
        return find(KEY);
    }

    private Optional<String> find(Pattern pattern) {
        Matcher matcher = pattern.matcher(head);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
