package io.curlew.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Reads what is committed of the one partition of a topic, from its beginning. */
final class TopicReader implements AutoCloseable {
    private final KafkaConsumer<String, String> consumer;
    private final List<ConsumerRecord<String, String>> records = new ArrayList<>();
    private final Map<ConsumerRecord<String, String>, Long> arrivals = new LinkedHashMap<>();

    TopicReader(String broker, String topic) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        broker,
                        "isolation.level",
                        "read_committed",
                        "auto.offset.reset",
                        "earliest",
                        "max.poll.records",
                        10_000),
                new StringDeserializer(),
                new StringDeserializer());
        consumer.assign(List.of(new TopicPartition(topic, 0)));
    }

    /** Writes records without keys to the one partition of a topic. */
    static void write(String broker, String topic, String... values) {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker), new StringSerializer(), new StringSerializer())) {
            for (String value : values) {
                Future<RecordMetadata> unused = producer.send(new ProducerRecord<>(topic, value));
            }
        }
    }

    /** Returns all records so far. */
    List<ConsumerRecord<String, String>> read() {
        ConsumerRecords<String, String> polled = consumer.poll(Duration.ofMillis(20));
        long now = System.currentTimeMillis();
        polled.forEach(record -> arrivals.put(record, now));
        polled.forEach(records::add);
        return records;
    }

    /** Returns when each record came here, in order. */
    Map<ConsumerRecord<String, String>, Long> arrivals() {
        return arrivals;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
