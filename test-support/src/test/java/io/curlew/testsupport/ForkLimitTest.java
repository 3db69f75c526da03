package io.curlew.testsupport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ForkLimitTest {

    /** A JVM in which nothing gets on. */
    static final class Hanging {
        private Hanging() {}

        public static void main(String... args) throws InterruptedException {
            new ForkLimit().start();
            neverComesBack();
        }

        private static void neverComesBack() throws InterruptedException {
            new CountDownLatch(1).await();
        }
    }

    @Test
    void aJvmThatHangsSaysWhereAndEnds() throws Exception {
        Process hanging = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dcurlew.fork.limit=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Hanging.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(hanging.getInputStream().readAllBytes(), UTF_8);
        assertThat(output).contains("for more than 1 s (-Dtest.fork.limit)", "Hanging.neverComesBack");
        assertThat(hanging.waitFor()).isEqualTo(ForkLimit.EXIT_CODE);
    }
}
