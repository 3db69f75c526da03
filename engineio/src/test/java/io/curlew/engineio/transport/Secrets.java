package io.curlew.engineio.transport;

/** What could end up in a log. */
final class Secrets {
    private Secrets() {}

    /** The messages of an exception and of all that it stands for. */
    static String said(Throwable failure) {
        StringBuilder said = new StringBuilder();
        for (Throwable t = failure; t != null; t = t.getCause()) {
            said.append(t).append('\n');
        }
        return said.toString();
    }
}
