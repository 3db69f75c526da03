package io.curlew.cli;

import io.curlew.testserver.TestServer;
import java.util.Iterator;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Another server whose habits can be tried. */
enum ServerKind {
    /** Takes 16 packets a POST, drops a body with more, and answers as if it had not. */
    PYTHON_ENGINEIO("python-engineio") {
        @Override
        void applyTo(TestServer.Builder builder) {
            builder.maxPacketsPerPost(16);
        }
    };

    private final String title;

    ServerKind(String title) {
        this.title = title;
    }

    abstract void applyTo(TestServer.Builder builder);

    @Override
    public String toString() {
        return title;
    }

    /** What the help and the shells offer. */
    static final class Titles implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Stream.of(values()).map(ServerKind::toString).iterator();
        }
    }

    static final class Converter implements ITypeConverter<ServerKind> {
        @Override
        public ServerKind convert(String text) {
            return Stream.of(values())
                    .filter(kind -> kind.title.equals(text))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("not a server whose habits are known: " + known()));
        }

        private static String known() {
            return String.join(", ", new Titles());
        }
    }
}
