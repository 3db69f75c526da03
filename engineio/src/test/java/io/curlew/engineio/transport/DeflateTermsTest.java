package io.curlew.engineio.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeflateTermsTest {
    private static final DeflateConfig TAKEOVER = new DeflateConfig(0, 6, true);
    private static final DeflateConfig NO_TAKEOVER = new DeflateConfig(0, 6, false);

    @Test
    void noAnswerDeclines() throws Exception {
        assertThat(DeflateTerms.of(TAKEOVER, List.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "permessage-deflate, true, true",
                "Permessage-Deflate, true, true",
                "permessage-deflate;server_no_context_takeover, true, false",
                "permessage-deflate; client_no_context_takeover, false, true",
                "permessage-deflate; server_max_window_bits=8, true, true",
                "permessage-deflate ; server_max_window_bits = \"15\" ; SERVER_NO_CONTEXT_TAKEOVER, true, false",
            })
    void whatTheServerMayChoose(String answer, boolean clientTakeover, boolean serverTakeover) throws Exception {
        assertThat(DeflateTerms.of(TAKEOVER, List.of(answer)))
                .isEqualTo(Optional.of(new DeflateTerms(clientTakeover, serverTakeover)));
    }

    @Test
    void thisSideKeepsToItsOwnOffer() throws Exception {
        assertThat(NO_TAKEOVER.offer())
                .isEqualTo("permessage-deflate; client_no_context_takeover; server_no_context_takeover");
        assertThat(DeflateTerms.of(NO_TAKEOVER, List.of("permessage-deflate")))
                .isEqualTo(Optional.of(new DeflateTerms(false, true)));
    }

    @ParameterizedTest
    @Tag("A42")
    @ValueSource(
            strings = {
                "",
                "x-webkit-deflate-frame",
                "permessage-deflate, permessage-deflate",
                "permessage-deflate; client_max_window_bits=10",
                "permessage-deflate; server_max_window_bits",
                "permessage-deflate; server_max_window_bits=7",
                "permessage-deflate; server_max_window_bits=16",
                "permessage-deflate; server_max_window_bits=08",
                "permessage-deflate; server_no_context_takeover=1",
                "permessage-deflate; server_no_context_takeover; server_no_context_takeover",
                "permessage-deflate; mux",
                "permessage-deflate;",
            })
    void anythingElseIsNoAnswer(String answer) {
        assertThatExceptionOfType(BadAnswerException.class)
                .isThrownBy(() -> DeflateTerms.of(TAKEOVER, List.of(answer)));
    }
}
