package io.curlew.cli;

/** Lines of the format. Blank ones mean nothing, and a wrong one ends the command, which then says which it was. */
final class NumberedLines implements StdinLines {
    private final StdinLines lines;
    private int number;

    NumberedLines(StdinLines lines) {
        this.lines = lines;
    }

    @Override
    public void accept(String line) throws Exception {
        number++;
        if (line.isBlank()) {
            return;
        }
        try {
            lines.accept(line);
        } catch (IllegalArgumentException why) {
            throw new Failure("line " + number + " of stdin: " + why.getMessage());
        }
    }

    @Override
    public void end() throws Exception {
        lines.end();
    }
}
