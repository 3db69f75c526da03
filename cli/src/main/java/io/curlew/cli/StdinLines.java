package io.curlew.cli;

import io.curlew.socketio.protocol.ConversionException;
import java.util.Optional;

/** What somebody does with the lines of stdin. */
interface StdinLines {

    /**
     * Does what the line is for.
     *
     * @throws IllegalArgumentException when it is wrong: that ends the command, which then says which line it was
     */
    void accept(String line) throws Exception;

    /** Hears that there are no more. */
    default void end() throws Exception {}

    /** Leaves out blank lines, which mean nothing in the format. */
    static StdinLines withoutBlankOnes(StdinLines lines) {
        return new StdinLines() {
            @Override
            public void accept(String line) throws Exception {
                if (!line.isBlank()) {
                    lines.accept(line);
                }
            }

            @Override
            public void end() throws Exception {
                lines.end();
            }
        };
    }

    /** Reads on a thread of its own until the command ends; a failure ends it as well. */
    static void readInto(StdinLines lines, Utf8Lines input, Ending ending) {
        Thread reader = new Thread(() -> read(input, lines, ending), "stdin");
        reader.setDaemon(true);
        reader.start();
    }

    /** Whatever is thrown here, nobody else would hear of it. */
    static void read(Utf8Lines input, StdinLines lines, Ending ending) {
        try {
            boolean more = true;
            while (more && !ending.isOver()) {
                more = readOne(input, lines);
            }
            lines.end();
        } catch (Throwable why) {
            ending.fail(why);
        }
    }

    private static boolean readOne(Utf8Lines input, StdinLines lines) throws Exception {
        try {
            Optional<String> line = input.next();
            if (line.isPresent()) {
                lines.accept(line.get());
            }
            return line.isPresent();
        } catch (IllegalArgumentException | ConversionException why) {
            throw new Failure("line " + input.number() + " of stdin: " + why.getMessage());
        }
    }
}
