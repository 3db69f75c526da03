package com.example.prices;

import com.example.prices.PriceFeed.Price;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Stands for what an application does with prices. */
@Component
class PriceStore {
    private static final Logger log = LoggerFactory.getLogger(PriceStore.class);
    private final Map<String, Price> prices = new ConcurrentHashMap<>();

    void update(Price price) {
        prices.put(price.symbol(), price);
        log.info("{} costs {}", price.symbol(), price.value());
    }

    Optional<Price> latest(String symbol) {
        return Optional.ofNullable(prices.get(symbol));
    }
}
