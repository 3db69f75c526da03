import io.curlew.socketio.client.SocketIoClient
import io.curlew.testserver.TestServer
import io.curlew.testserver.junit.TestServerExtension
import java.net.URI
import java.time.Duration
import java.util.concurrent.TimeUnit
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.extension.ExtendWith

/** The program under test: orders something when it connects. */
class Shop(uri: URI) : AutoCloseable {
    private val client = SocketIoClient.builder(uri).build()
    private val answer = client.socket("/").connect(Duration.ofSeconds(5)).join().emitWithAck("order", "BTC", 2)

    fun confirmation(): String = answer.get(5, TimeUnit.SECONDS).get(0, String::class.java)

    override fun close() = client.close()
}

// example: a test in Kotlin
@ExtendWith(TestServerExtension::class)
class ShopIT {
    @Test
    fun `the shop orders`(server: TestServer) {
        server.on("order").reply("accepted")
        Shop(server.uri()).use { shop ->
            val order = server.awaitConnection().awaitEvent("order")
            assertEquals("BTC", order.args().get(0, String::class.java))
            assertEquals("accepted", shop.confirmation())
        }
    }
}
// end
