package io.curlew.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curlew.testsupport.LastingPorts;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code curlew serve}, on a free port, until it is closed. */
record Serving(Run run, String url) implements AutoCloseable {
    private static final Pattern URL = Pattern.compile("https?://127\\.0\\.0\\.1:\\d+");

    static Serving with(String... options) {
        return on(0, options);
    }

    /** Starts one that goes away and comes back: on a port that nobody else is given meanwhile. */
    static Serving onLastingPort(String... options) {
        return on(LastingPorts.CLI.next(), options);
    }

    private static Serving on(int port, String... options) {
        Run run = Run.start(Stream.concat(Stream.of("serve", "--port", String.valueOf(port)), Stream.of(options))
                .toArray(String[]::new));
        return new Serving(
                run, await().until(() -> url(run), Optional::isPresent).orElseThrow());
    }

    private static Optional<String> url(Run run) {
        return run.err().stream()
                .flatMap(line -> URL.matcher(line).results())
                .map(MatchResult::group)
                .findFirst();
    }

    void awaitSaid(String words) {
        await().until(() -> run.err().stream().anyMatch(line -> line.contains(words)));
    }

    /** Interrupts it as Ctrl-C does. */
    @Override
    public void close() {
        run.interrupt();
        assertThat(run.exitCode()).isZero();
    }
}
