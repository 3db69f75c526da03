package io.curlew.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What a client saw of the numbers that it and the server sent each other during an upgrade.
 *
 * @param sent how many the server says it sent
 * @param received those that arrived
 * @param answered how many the client sent itself
 */
public record Ticks(int sent, List<?> received, int answered) {

    /** How many the client sends at once, before the server's first one is there. */
    public static final int BURST = 100;
    /** How many the server sends at least, which is what the client answers. */
    public static final int LEAST = 200;
    /** How many the server still sends after the upgrade. */
    public static final int AFTER_UPGRADE = 50;

    /** Reads what the client scripts report. */
    public static Ticks of(Object reported) {
        Map<?, ?> report = (Map<?, ?>) reported;
        return new Ticks((Integer) report.get("sent"), (List<?>) report.get("ticks"), (Integer) report.get("tocked"));
    }

    /** Checks that nothing was lost, doubled or reordered, in either direction. */
    public void assertComplete(List<?> arrivedAtServer) {
        assertThat(sent).isGreaterThanOrEqualTo(LEAST);
        assertThat(received).isEqualTo(numbers(sent));
        assertThat(arrivedAtServer).isEqualTo(numbers(answered));
    }

    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }
}
