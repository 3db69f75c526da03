package io.curlew.cli;

import java.util.List;

/** An HTTP header. {@code toString} leaves the value out, which may be a credential. */
record Header(String name, String value) {

    @Override
    public String toString() {
        return name;
    }

    /** Reads {@code name:value}, or a line of that form for each header from elsewhere. */
    static Lines parse(String text) {
        return new Lines(Indirect.read(text)
                .lines()
                .filter(line -> !line.isBlank())
                .map(Header::parseLine)
                .toList());
    }

    private static Header parseLine(String line) {
        int colon = line.indexOf(':');
        if (colon < 1) {
            throw new WrongUsage("not of the form NAME:VALUE");
        }
        return new Header(
                line.substring(0, colon).strip(), line.substring(colon + 1).strip());
    }

    /** Several headers: what one option may stand for. */
    record Lines(List<Header> headers) {}
}
