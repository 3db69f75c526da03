package io.curlew.interop.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.interop.Ticks;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

@Execution(ExecutionMode.CONCURRENT)
@ParameterizedClass(name = "{0}")
@MethodSource("io.curlew.interop.engineio.Pairing#upgrading")
class EngineUpgradeIT extends EngineInterop {
    @RepeatedTest(30)
    void nothingIsLostDoubledOrReordered() {
        Ticks ticks = client.tick();

        assertThat(client.transport()).isEqualTo("websocket");
        client.send("!tocks");
        ticks.assertComplete(JsonMapper.shared().readValue((String) client.next(), List.class));
    }
}
