package io.curlew.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

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

    @Test
    void onlyTheFirstLineIsSaid() {
        assertThat(Failure.describe(new IllegalStateException("one\ntwo"))).isEqualTo("one");
    }
}
