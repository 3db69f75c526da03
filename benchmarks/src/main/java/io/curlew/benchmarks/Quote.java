package io.curlew.benchmarks;

/** What an event carries; the packet has 90 bytes. */
record Quote(String symbol, double price, int volume, long time) {
    static final Quote SAMPLE = new Quote("BTC-USDT.P", 64250.2575, 12500, 1764230400123L);

    /** Returns the packet of an event with the sample. */
    static String packet(String event) {
        return "42[\"" + event
                + "\",{\"symbol\":\"BTC-USDT.P\",\"price\":64250.2575,\"volume\":12500,\"time\":1764230400123}]";
    }
}
