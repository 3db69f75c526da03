package io.curlew.socketio.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NameCacheTest {
    private final NameCache cache = new NameCache();

    @Test
    void aNameIsRemembered() {
        assertThat(get("price")).isEqualTo("price").isSameAs(get("price"));
        assertThat(get("")).isEmpty();
    }

    @Test
    void aRangeIsWhatCounts() {
        byte[] bytes = "xpricex".getBytes(UTF_8);

        assertThat(cache.get(bytes, 1, 6)).isEqualTo("price").isSameAs(get("price"));
    }

    @Test
    void longAndForeignNamesAreReadAnew() {
        String longest = "n".repeat(NameCache.MAX_LENGTH);

        assertThat(get(longest)).isSameAs(get(longest));
        assertThat(get(longest + "n")).isEqualTo(longest + "n").isNotSameAs(get(longest + "n"));
        assertThat(get("prix€")).isEqualTo("prix€").isNotSameAs(get("prix€"));
    }

    @Test
    void twoNamesOfOneHashAreBothRemembered() {
        assertThat("Aa".hashCode()).isEqualTo("BB".hashCode());

        String first = get("Aa");
        String second = get("BB");

        assertThat(get("Aa")).isSameAs(first);
        assertThat(get("BB")).isSameAs(second);
    }

    @Test
    void howeverManyNamesThereAreTheyAreRight() {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 100_000; i++) {
                assertThat(get("name" + i)).isEqualTo("name" + i);
            }
        }
    }

    @Test
    void aThousandNamesAreRememberedAlmostAll() {
        Set<String> instances = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int round = 0; round < 10; round++) {
            instances.clear();
            getThousand(instances);
        }
        getThousand(instances);

        assertThat(instances.size()).isBetween(1000, 1200);
    }

    private void getThousand(Set<String> instances) {
        for (int i = 0; i < 1000; i++) {
            instances.add(get("channel:" + i));
        }
    }

    private String get(String name) {
        byte[] bytes = name.getBytes(UTF_8);
        return cache.get(bytes, 0, bytes.length);
    }
}
