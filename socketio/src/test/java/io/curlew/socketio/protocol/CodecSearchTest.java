package io.curlew.socketio.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Type;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodecSearchTest {
    private final ClassLoader before = Thread.currentThread().getContextClassLoader();

    @TempDir
    private Path directory;

    /** A codec that can be loaded. */
    public static class Working implements JsonCodec {
        @Override
        public void writeArray(List<? extends @Nullable Object> values, OutputStream out, BinarySink binaries) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void write(Object value, OutputStream out, BinarySink binaries) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Object read(byte[] json, int from, int to, Type type, List<byte[]> attachments) {
            throw new UnsupportedOperationException();
        }
    }

    /** A codec whose library is another than the one it was compiled with. */
    public static final class Broken extends Working {
        public Broken() {
            throw new IllegalStateException("the library is too old");
        }
    }

    @AfterEach
    void restore() {
        Thread.currentThread().setContextClassLoader(before);
    }

    @Test
    void theFirstThatCanBeLoadedIsTaken() throws IOException {
        provide(Broken.class, Working.class);
        assertThat(JsonCodec.load()).isExactlyInstanceOf(Working.class);
    }

    @Test
    void oneIsSharedByThoseWhoLookFromTheSamePlace() throws IOException {
        provide(Working.class, Broken.class);
        JsonCodec here = JsonCodec.load();
        assertThat(JsonCodec.load()).isSameAs(here);
        provide(Working.class, Broken.class);
        assertThat(JsonCodec.load()).isNotSameAs(here);
    }

    @Test
    void whyTheOnlyOneCannotBeLoadedIsSaid() throws IOException {
        provide(Broken.class, Broken.class);
        assertThatIllegalStateException()
                .isThrownBy(JsonCodec::load)
                .withMessage("The JSON codec can't be loaded: the library is too old");
    }

    @Test
    void aFileThatNamesNoClassIsSaidToo() throws IOException {
        provide("io.curlew.Nowhere");
        assertThatIllegalStateException()
                .isThrownBy(JsonCodec::load)
                .withMessageStartingWith("The JSON codec can't be loaded: ")
                .withMessageContaining("io.curlew.Nowhere");
    }

    @Test
    void withoutAnyTheWayOutIsNamed() throws IOException {
        provide("# nothing");
        assertThatIllegalStateException()
                .isThrownBy(JsonCodec::load)
                .withMessageStartingWith("There is no JSON codec: add curlew-socketio-jackson");
    }

    private void provide(Class<?>... codecs) throws IOException {
        provide(codecs[0].getName() + "\n" + codecs[1].getName());
    }

    private void provide(String services) throws IOException {
        Path file = directory.resolve("META-INF/services/" + JsonCodec.class.getName());
        Files.createDirectories(file.getParent());
        Files.writeString(file, services);
        ClassLoader loader = new URLClassLoader(
                new URL[] {directory.toUri().toURL()}, getClass().getClassLoader());
        Thread.currentThread().setContextClassLoader(loader);
    }
}
