package io.curlew.cli;

/** A command line asks for what cannot be done. The message names it, and repeats nothing that may be a secret. */
final class WrongUsage extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    WrongUsage(String message) {
        super(message);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
