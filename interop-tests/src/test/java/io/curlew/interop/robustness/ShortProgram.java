package io.curlew.interop.robustness;

import io.curlew.engineio.client.EngineSocket;

/** Connects, and returns from {@code main}. */
final class ShortProgram {
    static final String LAST_WORDS = "main returns";

    private ShortProgram() {}

    /**
     * Runs it.
     *
     * @param args the server's URL, and whether to {@code close}
     */
    public static void main(String[] args) {
        EngineSocket socket = EngineSocket.builder(args[0]).build();
        String unused = socket.connect().join().sid();
        if (args[1].equals("close")) {
            socket.close();
        }
        System.out.println(LAST_WORDS);
    }
}
