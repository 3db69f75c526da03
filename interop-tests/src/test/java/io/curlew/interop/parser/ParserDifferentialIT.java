package io.curlew.interop.parser;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.interop.Scale;
import io.curlew.interop.Values;
import io.curlew.interop.node.NeedsNode;
import io.curlew.interop.node.NodeProcess;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Our decoder against the reference's, on packets, broken packets, and mutations of packets. */
@NeedsNode
class ParserDifferentialIT {
    private static final int PORTION = 5000;
    private static final int MUTATIONS = Scale.of(PORTION, 1_000_000);

    private final List<String> surprises = new ArrayList<>();
    private final Set<Deviation> seen = EnumSet.noneOf(Deviation.class);

    @Test
    @Tag("N14")
    void onlyWrittenDeviationsAreSeen() {
        try (NodeProcess parser = NodeProcess.start("parser.mjs")) {
            for (int seed = 1; seed <= MUTATIONS / PORTION; seed++) {
                compare(parser, Inputs.all(PORTION, seed));
            }
        }
        assertThat(surprises).isEmpty();
        assertThat(seen).containsExactlyInAnyOrder(Deviation.values());
    }

    /** Node's own parser of JSON decides about arrays, which are the arguments of acknowledgements. */
    @Test
    @Tag("A32")
    void jsonIsWhatNodeTakesForJson() {
        try (NodeProcess parser = NodeProcess.start("parser.mjs")) {
            for (int seed = 1; seed <= MUTATIONS / PORTION; seed++) {
                List<String> texts = Inputs.arrays(PORTION, seed);
                List<Object> theirs = Values.asList(parser.ask("parse", Map.of("inputs", texts)));
                for (int i = 0; i < texts.size(); i++) {
                    boolean our =
                            !OurDecoder.decode(List.of("31 " + texts.get(i))).refused();
                    assertThat(our).as(texts.get(i)).isEqualTo(theirs.get(i));
                }
            }
        }
    }

    private void compare(NodeProcess parser, List<List<Object>> inputs) {
        List<Object> theirs = Values.asList(parser.ask("decode", Map.of("inputs", inputs)));
        for (int i = 0; i < inputs.size(); i++) {
            compare(inputs.get(i), Verdict.of(theirs.get(i)), OurDecoder.decode(inputs.get(i)));
        }
    }

    private void compare(List<Object> input, Verdict their, Verdict our) {
        if (our.equals(their)) {
            return;
        }
        Optional<Deviation> explanation = explain(input, their);
        explanation.ifPresentOrElse(
                seen::add, () -> surprises.add("%s%n  reference: %s%n  ours:      %s".formatted(input, their, our)));
    }

    private static Optional<Deviation> explain(List<Object> input, Verdict their) {
        return input.get(0) instanceof String frame
                ? EnumSet.allOf(Deviation.class).stream()
                        .filter(deviation -> deviation.explains(frame, their))
                        .findFirst()
                : Optional.empty();
    }
}
