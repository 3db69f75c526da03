package io.curlew.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads how many of something there are to be, at least one. */
class CountConverter implements ITypeConverter<Long> {
    /** One digit less than a {@code long} has. */
    private static final String SYNTAX = "\\d{1,18}";

    @Override
    public Long convert(String text) {
        Long count = text.matches(SYNTAX) ? Long.valueOf(text) : -1L;
        if (count < least()) {
            throw new TypeConversionException("'" + text + "' is not a number of at least " + least());
        }
        return count;
    }

    int least() {
        return 1;
    }

    /** None is a number, too. */
    static final class OrNone extends CountConverter {
        @Override
        int least() {
            return 0;
        }
    }

    /** A port to listen on. */
    static final class Port implements ITypeConverter<Integer> {
        private static final int MAX = 65_535;

        @Override
        public Integer convert(String text) {
            int port = text.matches("\\d{1,5}") ? Integer.parseInt(text) : Integer.MAX_VALUE;
            if (port > MAX) {
                throw new TypeConversionException("'" + text + "' is not a port from 0 to " + MAX);
            }
            return port;
        }
    }
}
