package io.curlew.cli;

import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** An HTTP header. {@code toString} leaves the value out, which may be a credential. */
record Header(String name, String value) {

    @Override
    public String toString() {
        return name;
    }

    private static Header parse(String line) {
        int colon = line.indexOf(':');
        if (colon < 1) {
            throw new TypeConversionException("not of the form NAME:VALUE");
        }
        return new Header(
                line.substring(0, colon).strip(), line.substring(colon + 1).strip());
    }

    /** Several headers: what one option may stand for. */
    record Lines(List<Header> headers) {}

    /** Reads {@code name:value}, or a line of that form for each header from elsewhere. */
    static final class Converter implements ITypeConverter<Lines> {
        @Override
        public Lines convert(String text) {
            return new Lines(Indirect.read(text)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .map(Header::parse)
                    .toList());
        }
    }
}
