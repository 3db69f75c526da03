package io.curlew.cli;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArgumentTest {

    @Test
    void aFileThatIsNoTextIsNotSentAsText(@TempDir Path directory) throws IOException {
        Path photo = Files.write(directory.resolve("photo.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G'});
        assertThatThrownBy(() -> Argument.value("@" + photo))
                .isInstanceOf(WrongUsage.class)
                .hasMessage("the file " + photo + " is not UTF-8; bin:@" + photo + " sends its bytes");
        assertThatThrownBy(() -> Indirect.read("@" + photo))
                .isInstanceOf(WrongUsage.class)
                .hasMessage("the file " + photo + " is not UTF-8");
    }
}
