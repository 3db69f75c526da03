package io.curlew.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What to answer an event with. */
record Reply(String event, @Nullable Object value) {

    /** Reads {@code event=argument}. */
    static final class Converter implements ITypeConverter<Reply> {
        @Override
        public Reply convert(String text) {
            int equals = text.indexOf('=');
            if (equals < 1) {
                throw new TypeConversionException("not of the form EVENT=ARG");
            }
            return new Reply(text.substring(0, equals), Argument.value(text.substring(equals + 1)));
        }
    }
}
