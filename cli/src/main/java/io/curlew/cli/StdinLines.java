package io.curlew.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.InputStreamReader;

/** What somebody does with the lines of stdin. */
interface StdinLines {
    void accept(String line) throws Exception;

    /** Hears that there are no more. */
    default void end() throws Exception {}

    /** Reads on a thread of its own until the command ends; a failure ends it as well. */
    static void readInto(StdinLines lines, Ending ending) {
        Thread reader = new Thread(() -> read(lines, ending), "stdin");
        reader.setDaemon(true);
        reader.start();
    }

    private static void read(StdinLines lines, Ending ending) {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        try {
            for (String line = input.readLine(); line != null && !ending.isOver(); line = input.readLine()) {
                lines.accept(line);
            }
            lines.end();
        } catch (Exception why) {
            ending.fail(why);
        }
    }
}
