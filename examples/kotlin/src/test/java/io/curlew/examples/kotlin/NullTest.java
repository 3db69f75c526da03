package io.curlew.examples.kotlin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jetbrains.kotlin.cli.common.ExitCode;
import org.jetbrains.kotlin.cli.jvm.K2JVMCompiler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kotlin knows where the API takes null, and refuses it elsewhere. */
class NullTest {
    @TempDir
    private Path directory;

    @Test
    void anEventWithoutANameDoesNotCompile() throws Exception {
        assertThat(compile("fun send(socket: Socket, name: String?) = socket.emit(name)"))
                .contains("argument type mismatch")
                .contains("String?");
    }

    @Test
    void aNullAmongTheArgumentsCompiles() throws Exception {
        assertThat(compile("fun send(socket: Socket, value: String?) = socket.emit(\"x\", value)"))
                .isEmpty();
    }

    /** Returns what the compiler complains of. */
    private String compile(String code) throws Exception {
        Path source =
                Files.writeString(directory.resolve("Example.kt"), "import io.curlew.socketio.client.Socket\n" + code);
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        ExitCode exit = new K2JVMCompiler()
                .exec(
                        new PrintStream(output, true, UTF_8),
                        "-no-stdlib",
                        "-classpath",
                        System.getProperty("java.class.path"),
                        "-d",
                        directory.resolve("classes").toString(),
                        source.toString());
        String complaints = output.toString(UTF_8);
        assertThat(exit).isEqualTo(complaints.isEmpty() ? ExitCode.OK : ExitCode.COMPILATION_ERROR);
        return complaints;
    }
}
