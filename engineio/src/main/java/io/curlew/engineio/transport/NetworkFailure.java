package io.curlew.engineio.transport;

import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.proxy.ProxyConnectException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why the network failed.
 *
 * @param ofTls whether the words say enough of TLS to stand alone
 * @param words for an exception's message, behind what failed
 * @param cause for the same exception
 */
record NetworkFailure(boolean ofTls, String words, Throwable cause) {
    private static final int MAX_CAUSES = 20; // more than anyone reads; a chain may be a circle
    /** What Netty's epoll puts before the system's words. */
    private static final Pattern SYSTEM_CALL =
            Pattern.compile("^\\w+\\(\\.\\.\\) failed(?: with error\\(-?\\d+\\))?: ");

    /** What Netty makes of an answer that it can't read. */
    private static final String INVALID = "status: 999 ";

    private static final Pattern HTTP_STATUS = Pattern.compile("status: (\\d{3})\\b");

    static NetworkFailure of(Throwable thrown) {
        try {
            return read(thrown);
        } catch (Throwable again) {
            return unspeakable(thrown);
        }
    }

    /** What a program's own name service or trust manager throws may throw again when it is asked for its message. */
    private static NetworkFailure unspeakable(Throwable thrown) {
        String name = thrown.getClass().getName();
        return new NetworkFailure(false, name, new IOException(name + ", which does not say its message"));
    }

    private static NetworkFailure read(Throwable thrown) {
        Throwable failure = thrown instanceof CodecException && thrown.getCause() != null ? thrown.getCause() : thrown;
        List<Throwable> chain = chain(failure);
        Optional<String> ofTls = TlsFailure.words(chain);
        String words = ofTls.orElseGet(() -> words(failure, chain));
        return new NetworkFailure(ofTls.isPresent(), words, PrintableCause.of(failure, chain));
    }

    /** Something that should not happen: its own words may repeat anything, so its class has to do. */
    static NetworkFailure unexpected(Throwable thrown) {
        String words = thrown.getClass().getSimpleName();
        try {
            return new NetworkFailure(false, words, PrintableCause.of(thrown, chain(thrown)));
        } catch (Throwable again) {
            return unspeakable(thrown);
        }
    }

    private static List<Throwable> chain(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable next = failure; next != null && chain.size() < MAX_CAUSES; next = next.getCause()) {
            chain.add(next);
        }
        return chain;
    }

    private static String words(Throwable failure, List<Throwable> chain) {
        if (failure instanceof ProxyConnectException && chain.size() == 1) {
            return ofProxy(answer(FailureMessage.of(failure)));
        } else if (failure instanceof ClosedChannelException) {
            return "it was closed";
        } else if (failure instanceof IOException) {
            // What is around it repeats addresses.
            return SYSTEM_CALL
                    .matcher(FailureMessage.of(chain.get(chain.size() - 1)))
                    .replaceFirst("");
        }
        return FailureMessage.of(failure);
    }

    /**
     * Before a proxy's answer, Netty says who asked whom for what: {@code http, none, proxy => target, status: 407}.
     */
    private static String answer(String message) {
        int start = message.indexOf(", ", message.indexOf(" => ") + 1);
        return start < 0 ? message : message.substring(start + 2);
    }

    /** Without the words that an HTTP proxy chose for its status. */
    private static String ofProxy(String answer) {
        Matcher status = HTTP_STATUS.matcher(answer);
        if (answer.startsWith(INVALID)) {
            return "its answer is not valid HTTP";
        } else if (status.lookingAt()) {
            return "it answered " + HttpResponseStatus.valueOf(Integer.parseInt(status.group(1)));
        } else if (answer.startsWith("authStatus: ")) {
            return "it refused the user or the password";
        } else if (answer.startsWith("unexpected authMethod: ")) {
            return "it accepts none of the ways to log in that the client offered";
        } else if (answer.equals("disconnected")) {
            return "it hung up";
        }
        return answer.replaceFirst("^status: ", "it answered ");
    }

    /** Returns the message of a connection that was lost over this. */
    String after(String lost) {
        return ofTls ? "TLS: " + words : lost + ": " + words;
    }
}
