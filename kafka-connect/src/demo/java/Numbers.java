import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads what is committed of a topic: prints it, tells what is missing, or fails while there is less than so much. */
final class Numbers {
    private Numbers() {}

    public static void main(String[] args) {
        List<String> values = values(args[0], args[1]);
        String wish = args.length > 2 ? args[2] : "";
        if (wish.equals("print")) {
            values.forEach(value -> System.out.println("    " + value));
        } else if (!wish.isEmpty()) {
            System.exit(values.size() >= Integer.parseInt(wish) ? 0 : 1);
        } else {
            compare(values);
        }
    }

    private static List<String> values(String broker, String topic) {
        TopicPartition partition = new TopicPartition(topic, 0);
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker, "isolation.level", "read_committed", "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.assign(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<String, String> each : consumer.poll(Duration.ofMillis(100))) {
                    values.add(each.value());
                }
            }
        }
        return values;
    }

    private static void compare(List<String> values) {
        List<Integer> numbers = values.stream()
                .map(value -> Integer.valueOf(value.replaceAll("\\[(\\d+).*", "$1")))
                .toList();
        int different = new HashSet<>(numbers).size();
        boolean inOrder = numbers.equals(numbers.stream().sorted().toList());
        int last = numbers.isEmpty() ? -1 : numbers.get(numbers.size() - 1);
        System.out.printf(
                "%d records, the last is %d: %d missing, %d doubled, %s%n",
                numbers.size(),
                last,
                last + 1 - different,
                numbers.size() - different,
                inOrder ? "in order" : "NOT in order");
    }
}
