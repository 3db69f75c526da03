// example: Kotlin
import io.curlew.socketio.client.SocketIoClient
import io.curlew.socketio.protocol.TypeRef
import java.time.Duration
import kotlinx.coroutines.future.await
import kotlinx.coroutines.runBlocking

data class Price(val symbol: String, val value: Double, val note: String = "none")

fun main(args: Array<String>) {
    SocketIoClient.builder(args[0]).build().use { client ->
        val socket = client.socket("/")
        socket.on("price", Price::class.java) { price -> println("${price.symbol} ${price.value} ${price.note}") }
        socket.connect(Duration.ofSeconds(5)).join()
        runBlocking {
            val answer = socket.emitWithAck("echo", listOf(Price("BTC", 1.5))).await()
            val prices = answer.get(0, object : TypeRef<List<Price>>() {})
            println(prices)
        }
    }
}
// end
