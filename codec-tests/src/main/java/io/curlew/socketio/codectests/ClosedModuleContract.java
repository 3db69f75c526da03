package io.curlew.socketio.codectests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.curlew.socketio.protocol.ConversionException;
import io.curlew.socketio.protocol.JsonCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every codec says of a record whose module lets nobody at it. */
public abstract class ClosedModuleContract {
    private static final byte[] ORDER = "{\"item\":\"tea\",\"count\":2}".getBytes(UTF_8);
    private final JsonCodec codec = codec();
    private final String advice =
            "shop.Order is not open to the JSON library: add \"opens shop to " + libraryModule() + ";\" to module shop";

    /** Returns the codec to be tested. */
    protected abstract JsonCodec codec();

    /** Returns the name of the module that has to be let in. */
    protected abstract String libraryModule();

    @TempDir
    private Path directory;

    private Class<?> order = Object.class;

    private Object sample = "";

    @BeforeEach
    void compile() throws Exception {
        write("module-info.java", "module shop { exports counter; }");
        write("shop/Order.java", "package shop; public record Order(String item, int count) {}");
        write(
                "counter/Counter.java",
                "package counter; public class Counter { public static Object order() { return new shop.Order(\"tea\", 2); } }");
        ModuleLayer boot = ModuleLayer.boot();
        ModuleFinder classes = ModuleFinder.of(compiled());
        ClassLoader loader = boot.defineModulesWithOneLoader(
                        boot.configuration().resolve(classes, ModuleFinder.of(), Set.of("shop")),
                        getClass().getClassLoader())
                .findLoader("shop");
        order = loader.loadClass("shop.Order");
        sample = loader.loadClass("counter.Counter").getMethod("order").invoke(null);
    }

    private void write(String file, String text) throws IOException {
        Path path = directory.resolve(file);
        Files.createDirectories(Objects.requireNonNull(path.getParent()));
        Files.writeString(path, text);
    }

    private Path compiled() throws IOException {
        Path classes = directory.resolve("classes");
        List<String> arguments = new ArrayList<>(List.of("-d", classes.toString()));
        try (Stream<Path> files = Files.walk(directory)) {
            files.map(Path::toString).filter(name -> name.endsWith(".java")).forEach(arguments::add);
        }
        int status = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        assertThat(status).isZero();
        return classes;
    }

    @Test
    void thatItCannotBeReadSaysWhatToOpen() {
        assertThatExceptionOfType(ConversionException.class)
                .isThrownBy(() -> codec.read(ORDER, 0, ORDER.length, order, List.of()))
                .withMessage("it can't be read as shop.Order: " + advice);
    }

    @Test
    void thatItCannotBeWrittenSaysWhatToOpen() {
        assertThatExceptionOfType(ConversionException.class)
                .isThrownBy(() -> codec.writeArray(List.of(sample), new ByteArrayOutputStream(), bytes -> 0))
                .withMessageContaining(advice);
    }
}
