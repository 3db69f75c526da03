package io.curlew.cli;

/** While open, Ctrl-C (or a polite kill) runs an action and then ends the program as a success. */
final class Interrupt implements AutoCloseable {
    private final Thread hook;

    private Interrupt(Runnable action) {
        hook = new Thread(() -> {
            action.run();
            Runtime.getRuntime().halt(0); // else the JVM would exit with the signal's number
        });
    }

    static Interrupt then(Runnable action) {
        Interrupt interrupt = new Interrupt(action);
        Runtime.getRuntime().addShutdownHook(interrupt.hook);
        return interrupt;
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyStopping) {
            // the hook has the last word
        }
    }
}
