package io.curlew.engineio.transport;

import io.curlew.engineio.protocol.PeerText;
import io.netty.handler.ssl.NotSslRecordException;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for what the network threw when a message in it repeats the peer in a way that must not be printed: causes
 * are printed with every stack trace.
 */
final class PrintableCause extends IOException {
    private static final long serialVersionUID = 1L;
    private static final int MAX_LENGTH = 1024;

    private PrintableCause(Throwable original, @Nullable Throwable cause) {
        super(original.getClass().getName() + words(original), cause);
        setStackTrace(original.getStackTrace());
    }

    /**
     * Returns the failure itself when it can be printed.
     *
     * @param chain the failure and its causes
     */
    static Throwable of(Throwable failure, List<Throwable> chain) {
        if (chain.stream().allMatch(PrintableCause::isPrintable)) {
            return failure;
        }
        Throwable cause = null;
        for (int i = chain.size() - 1; i >= 0; i--) {
            cause = new PrintableCause(chain.get(i), cause);
        }
        return cause == null ? failure : cause;
    }

    private static boolean isPrintable(Throwable one) {
        String message = one.getMessage();
        return message == null
                || (!quotesAll(one)
                        && message.length() <= MAX_LENGTH
                        && PeerText.escaped(message).equals(message));
    }

    /** Netty's message is a dump of whatever the server sent instead of TLS. */
    private static boolean quotesAll(Throwable one) {
        return one instanceof NotSslRecordException;
    }

    private static String words(Throwable original) {
        String message = original.getMessage();
        return message == null || quotesAll(original) ? "" : ": " + PeerText.sentence(message);
    }
}
