package io.curlew.cli;

import io.curlew.engineio.protocol.PeerText;
import java.util.function.Supplier;

/** A command line asks for what cannot be done. The message names it, and repeats nothing that may be a secret. */
final class WrongUsage extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** A text that it repeats may contain a line break, after which nothing would be printed. */
    WrongUsage(String message) {
        super(PeerText.escaped(message));
    }

    /** Does something for which a wrong argument is wrong usage. */
    static <T> T ifArgumentsAreWrong(Supplier<T> step) {
        try {
            return step.get();
        } catch (IllegalArgumentException why) {
            throw new WrongUsage(Failure.describe(why));
        }
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
