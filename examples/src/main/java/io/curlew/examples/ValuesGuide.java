package io.curlew.examples;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;
import io.curlew.socketio.jackson.JacksonJsonCodec;
import io.curlew.socketio.protocol.TypeRef;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/** The code of the page on values. */
final class ValuesGuide {
    private ValuesGuide() {}

    // example: a trade
    enum Side {
        BUY,
        SELL
    }

    record Trade(String symbol, Side side, BigDecimal price, Instant at) {}
    // end

    static void records(Socket socket) {
        // example: records
        socket.on("trade", Trade.class, trade -> System.out.println(trade.symbol() + " at " + trade.price()));
        socket.on("trades", new TypeRef<List<Trade>>() {}, trades -> System.out.println(trades.size() + " trades"));
        socket.emit(
                "trade",
                new Trade("BTC", Side.BUY, new BigDecimal("1.50"), Instant.parse("2026-11-28T12:00:00Z")),
                Map.of("note", "first", "signature", new byte[] {1, 2, 3})); // binary data anywhere inside
        // end
    }

    // example: milliseconds in one record
    record Reading(
            @JsonFormat(without = JsonFormat.Feature.READ_DATE_TIMESTAMPS_AS_NANOSECONDS)
            Instant at) {}
    // end

    static SocketIoClient snakeCase(String url) {
        // example: snake_case
        JsonMapper mapper = JacksonJsonCodec.mapperBuilder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .build();
        SocketIoClient client = SocketIoClient.builder(url)
                .jsonCodec(new JacksonJsonCodec(mapper))
                .build();
        // end
        return client;
    }

    static SocketIoClient milliseconds(String url) {
        // example: milliseconds
        JsonMapper mapper = JacksonJsonCodec.mapperBuilder()
                .enable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS) // as numbers,
                .disable(DateTimeFeature.WRITE_DATE_TIMESTAMPS_AS_NANOSECONDS) // in milliseconds
                .build();
        SocketIoClient client = SocketIoClient.builder(url)
                .jsonCodec(new JacksonJsonCodec(mapper))
                .build();
        // end
        return client;
    }

    // example: polymorphic types
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Circle.class, name = "circle"),
        @JsonSubTypes.Type(value = Square.class, name = "square")
    })
    sealed interface Shape {}

    record Circle(double radius) implements Shape {}

    record Square(double side) implements Shape {}
    // end
}
