package io.curlew.socketio.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class BlockingCallsTest {
    private final List<String> asked = new ArrayList<>();

    @Test
    @Tag("N36")
    void whereNoThreadCanBeHadTheNextIsAskedAllTheSame() {
        AtomicBoolean scarce = new AtomicBoolean(true);
        BlockingCalls calls = new BlockingCalls(
                task -> {
                    if (scarce.get()) {
                        throw new OutOfMemoryError("on purpose: no thread can be had");
                    }
                    task.run();
                },
                Runnable::run);
        assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> calls.call("/", () -> asked.add("first")));
        scarce.set(false);
        calls.call("/", () -> asked.add("second"));
        assertThat(asked).containsExactly("second");
    }
}
