package io.curlew.interop.parser;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.interop.Values;
import io.curlew.interop.node.NeedsNode;
import io.curlew.interop.node.NodeProcess;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Our decoder against the reference's, on packets, broken packets, and mutations of packets. */
@NeedsNode
class ParserDifferentialIT {
    private final List<String> surprises = new ArrayList<>();
    private final Set<Deviation> seen = EnumSet.noneOf(Deviation.class);

    @Test
    void onlyWrittenDeviationsAreSeen() {
        List<List<Object>> inputs = Inputs.all(5000, 1);
        List<Object> theirs = decodedByTheReference(inputs);

        for (int i = 0; i < inputs.size(); i++) {
            compare(inputs.get(i), Verdict.of(theirs.get(i)), OurDecoder.decode(inputs.get(i)));
        }

        assertThat(surprises).isEmpty();
        assertThat(seen).containsExactlyInAnyOrder(Deviation.values());
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

    private static List<Object> decodedByTheReference(List<List<Object>> inputs) {
        try (NodeProcess parser = NodeProcess.start("parser.mjs")) {
            return Values.asList(parser.ask("decode", Map.of("inputs", inputs)));
        }
    }
}
