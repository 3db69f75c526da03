// example: Kotlin
import io.curlew.socketio.client.SocketIoClient
import io.curlew.socketio.protocol.TypeRef
import java.time.Duration
import java.util.concurrent.CompletableFuture
import kotlinx.coroutines.future.await
import kotlinx.coroutines.runBlocking

data class Price(val symbol: String, val value: Double, val note: String = "none")

fun main(args: Array<String>) {
    SocketIoClient.builder(args[0]).build().use { client ->
        val socket = client.socket("/")
        val first = CompletableFuture<Price>()
        socket.on("price", Price::class.java) { price -> first.complete(price) }
        socket.connect(Duration.ofSeconds(5)).join()
        runBlocking {
            val price = first.await()
            println("${price.symbol} ${price.value} ${price.note}")
            val answer = socket.emitWithAck("echo", listOf(Price("BTC", 1.5))).await()
            val prices = answer.get(0, object : TypeRef<List<Price>>() {})
            println(prices)
        }
    }
}
// end
