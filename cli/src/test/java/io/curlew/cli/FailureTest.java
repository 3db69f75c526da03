package io.curlew.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.protocol.TransportException;
import io.curlew.engineio.protocol.TransportException.Phase;
import io.curlew.engineio.protocol.TransportType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FailureTest {

    @Test
    void whatOnlyWrapsIsLeftOut() {
        Throwable inside = new IllegalStateException("broken");
        assertThat(Failure.describe(new ExecutionException(new CompletionException(inside))))
                .isEqualTo("broken");
        assertThat(Failure.describe(new UncheckedIOException(new IOException("no disk"))))
                .isEqualTo("no disk");
    }

    @Test
    void theNetworksOwnWordsAreAdded() {
        Throwable failure = new IllegalStateException("could not connect", new ConnectException("Connection refused"));
        assertThat(Failure.describe(failure)).isEqualTo("could not connect (Connection refused)");
    }

    @Test
    void otherCausesStayUnsaid() {
        Throwable failure = new IllegalStateException("bad answer", new IllegalArgumentException("secret"));
        assertThat(Failure.describe(failure)).isEqualTo("bad answer");
    }

    @Test
    void anExceptionWithoutMessageIsNamed() {
        assertThat(Failure.describe(new IllegalStateException())).isEqualTo("IllegalStateException");
    }

    @ParameterizedTest
    @Tag("N06")
    @MethodSource("io.curlew.cli.Unprintable#texts")
    void whatATerminalWouldObeyIsEscaped(String text) {
        Unprintable.assertShows(Failure.describe(new IllegalStateException(text)));
        Unprintable.assertShows(Failure.describe(new IllegalStateException("failed", new IOException(text))));
    }

    @Test
    @Tag("N19")
    void aFailureOfTheConnectionHasItsReasonInItsMessage() {
        Throwable failure = TransportException.error(TransportType.POLLING, Phase.CONNECT, "no TLS: not trusted")
                .cause(new IOException("in other words"))
                .build();
        assertThat(Failure.describe(failure)).isEqualTo("polling, connect: no TLS: not trusted");
    }

    @Test
    void onlyTheFirstLineIsSaid() {
        assertThat(Failure.describe(new IllegalStateException("one\ntwo"))).isEqualTo("one");
    }
}
