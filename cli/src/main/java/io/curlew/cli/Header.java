package io.curlew.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** An HTTP header. {@code toString} leaves the value out, which may be a credential. */
record Header(String name, String value) {

    @Override
    public String toString() {
        return name;
    }

    /** Reads {@code name:value}. */
    static final class Converter implements ITypeConverter<Header> {
        @Override
        public Header convert(String text) {
            int colon = text.indexOf(':');
            if (colon < 1) {
                throw new TypeConversionException("not of the form NAME:VALUE");
            }
            return new Header(
                    text.substring(0, colon).strip(), text.substring(colon + 1).strip());
        }
    }
}
