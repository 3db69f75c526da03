module com.example.prices {
    requires io.curlew;

    opens com.example.prices to
            tools.jackson.databind; // records and beans that are arguments of events
}
