package io.curlew.emitter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.curlew.socketio.protocol.Args;
import io.curlew.socketio.protocol.Decoder;
import io.curlew.socketio.protocol.DefaultParser;
import io.curlew.socketio.protocol.JsonCodec;
import io.curlew.socketio.protocol.ParseException;
import io.curlew.socketio.protocol.ParserLimits;
import io.curlew.socketio.protocol.SocketPacket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes arguments of an answer: puts it into the packet that it was when the client sent it, and has the parser read
 * that, whose rules then hold for it.
 */
final class AnswerReader {
    /** What the objects take that hold an answer, about; without that, empty ones would take nothing. */
    private static final long BYTES_PER_ANSWER = 128;

    private static final long BYTES_PER_ATTACHMENT = 64;

    private final DefaultParser parser;

    AnswerReader(JsonCodec codec) {
        this.parser = new DefaultParser(codec, ParserLimits.defaults().withMaxAttachments(Integer.MAX_VALUE));
    }

    /**
     * An answer.
     *
     * @param size how much it takes, in bytes
     */
    record Answer(Args args, long size) {}

    /**
     * Reads an answer.
     *
     * @param maxSize how long its JSON may be
     * @throws ParseException when it can't be read
     * @throws TooLargeException when it would be longer
     */
    Answer read(Optional<? extends Fields> content, long maxSize) {
        StringBuilder json = new StringBuilder();
        List<byte[]> attachments = new ArrayList<>(0);
        content.ifPresent(fields -> fields.writeTo(json, attachments, maxSize));
        String header = attachments.isEmpty() ? "30" : "6" + attachments.size() + "-0";
        Decoder decoder = parser.newDecoder();
        byte[] text = (header + "[" + json + "]").getBytes(UTF_8);
        SocketPacket packet = decoder.decodeText(text);
        long size = BYTES_PER_ANSWER + text.length;
        for (byte[] attachment : attachments) {
            packet = decoder.decodeBinary(attachment);
            size += BYTES_PER_ATTACHMENT + attachment.length;
        }
        return new Answer(args(packet), size);
    }

    private static Args args(@Nullable SocketPacket packet) {
        if (packet instanceof SocketPacket.Ack ack) {
            return ack.args();
        }
        throw new ParseException("no answer", 0); // not with the frames that were just made
    }
}
