package io.curlew.examples;

// example: a whole test
import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.testserver.ServerSocket;
import io.curlew.testserver.TestServer;
import io.curlew.testserver.junit.TestServerExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestServerExtension.class) // a server for each test, closed afterwards
class ShopIT {
    @Test
    void theShopOrders(TestServer server) {
        server.on("order").reply("accepted");
        try (Shop shop = new Shop(server.uri())) { // the program under test
            ServerSocket client = server.awaitConnection();
            assertThat(client.awaitEvent("order").args().get(0, String.class)).isEqualTo("BTC");
            assertThat(shop.confirmation()).isEqualTo("accepted");
        }
    }
}
// end
