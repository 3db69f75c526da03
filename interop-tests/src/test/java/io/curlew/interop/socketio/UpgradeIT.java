package io.curlew.interop.socketio;

import static org.awaitility.Awaitility.await;

import io.curlew.interop.Ticks;
import io.curlew.interop.Values;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@Execution(ExecutionMode.CONCURRENT)
@ParameterizedClass(name = "{0}")
@MethodSource("io.curlew.interop.socketio.Pairing#upgrading")
class UpgradeIT extends SocketIoInterop {
    @RepeatedTest(30)
    void nothingIsLostDoubledOrReordered() {
        Joined main = join();

        Ticks ticks = main.tick();

        ticks.assertComplete(Values.asList(main.call(LONG, "tocks").get(0)));
        await().until(() -> client.transport().equals(pairing.transports().last()));
    }
}
