package com.example.prices;

import com.example.prices.PriceFeed.Price;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Stands for what an application does with prices. */
@Component
class PriceStore {
    private static final Logger log = LoggerFactory.getLogger(PriceStore.class);

    void update(Price price) {
        log.info("{} costs {}", price.symbol(), price.value());
    }
}
