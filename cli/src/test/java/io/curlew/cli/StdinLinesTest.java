package io.curlew.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StdinLinesTest {
    private final Ending ending = new Ending();
    private final List<String> heard = new ArrayList<>();

    private void read(InputStream input, StdinLines lines) {
        StdinLines.read(new Utf8Lines(input), lines, ending);
    }

    private void read(String input, StdinLines lines) {
        read(new ByteArrayInputStream(input.getBytes(UTF_8)), lines);
    }

    @Test
    void linesEndWithALineFeedBeforeWhichACarriageReturnMayStand() {
        read("a\r\n\n\u00e9\rb\nlast", heard::add);
        assertThat(heard).containsExactly("a", "", "\u00e9\rb", "last");
        assertThat(ending.isOver()).isFalse();
    }

    @Test
    void blankLinesMayBeLeftOut() {
        read("a\n \t\n\nb\n", StdinLines.withoutBlankOnes(heard::add));
        assertThat(heard).containsExactly("a", "b");
    }

    @Test
    void whatCameBeforeALineThatIsNoTextIsHeard() {
        read(new ByteArrayInputStream(new byte[] {'a', '\n', (byte) 0xff, '\n', 'b'}), heard::add);
        assertThat(heard).containsExactly("a");
        assertThatThrownBy(ending::await).hasMessage("line 2 of stdin: not UTF-8");
    }

    @Test
    void aLineWithoutAnEndEndsTheCommand() {
        read(endless(), heard::add);
        assertThatThrownBy(ending::await).hasMessage("line 1 of stdin: longer than 32 MiB");
    }

    /** Returns what /dev/zero holds. */
    private static InputStream endless() {
        return new InputStream() {
            @Override
            public int read() {
                return 0;
            }

            @Override
            public int read(byte[] bytes, int from, int count) {
                return count;
            }
        };
    }

    @Test
    void aWrongLineIsNamedWhateverItIsFor() {
        read("a\nb\n", line -> {
            if (line.equals("b")) {
                throw new IllegalArgumentException("no b");
            }
        });
        assertThatThrownBy(ending::await).isInstanceOf(Failure.class).hasMessage("line 2 of stdin: no b");
    }

    @Test
    void anErrorEndsTheCommandToo() {
        read("a\n", line -> {
            throw new OutOfMemoryError("full");
        });
        assertThatThrownBy(ending::await).hasRootCauseInstanceOf(OutOfMemoryError.class);
    }
}
