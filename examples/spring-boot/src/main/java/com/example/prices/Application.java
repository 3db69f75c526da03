package com.example.prices;

// example: configuration
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

@SpringBootApplication
public class Application {
    public static void main(String[] args) {
        SpringApplication.run(Application.class, args);
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    PriceFeed priceFeed(@Value("${prices.url}") String url, PriceStore store) {
        return new PriceFeed(url, store::update);
    }
}
// end
