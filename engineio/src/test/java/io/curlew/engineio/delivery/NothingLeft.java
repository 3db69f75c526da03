package io.curlew.engineio.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails a test that leaves a thread of Curlew's behind: a socket that did not end, a share that was not given back. */
public final class NothingLeft implements AfterEachCallback {

    @Override
    public void afterEach(ExtensionContext test) {
        Wait.until(() -> assertThat(curlewThreads()).isEmpty());
    }

    public static List<String> curlewThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("curlew-"))
                .toList();
    }
}
