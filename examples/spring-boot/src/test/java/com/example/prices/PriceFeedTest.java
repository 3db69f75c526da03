package com.example.prices;

import static org.awaitility.Awaitility.await;

import io.curlew.testserver.ServerSocket;
import io.curlew.testserver.junit.TestServerExtension;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

// example: a test with Spring
@SpringBootTest
class PriceFeedTest {
    @RegisterExtension // the program connects while Spring starts it, so its namespace has to be there before
    static final TestServerExtension CURLEW =
            new TestServerExtension().perClass().onStart(server -> server.namespace("/prices"));

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        registry.add("prices.url", CURLEW::uri);
    }

    @Test
    void pricesAreStored(@Autowired PriceStore store) {
        ServerSocket feed = CURLEW.server().namespace("/prices").awaitConnection(Duration.ofSeconds(30));
        feed.emit("price", Map.of("symbol", "BTC", "value", 97_000));
        await().until(() -> store.latest("BTC").isPresent());
    }
}
// end
