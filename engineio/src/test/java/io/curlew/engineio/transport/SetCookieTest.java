package io.curlew.engineio.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read from a Set-Cookie header. */
@Tag("A58")
class SetCookieTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    private static SetCookie parse(String header) {
        return SetCookie.parse(header, NOW).orElseThrow();
    }

    @Test
    void aPlainCookieLastsForever() {
        assertThat(parse("a=1")).isEqualTo(new SetCookie("a", "1", "", "", false, Instant.MAX));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a=b=c==; HttpOnly | a | b=c==",
                " a = x y ; Path=/ | a | x y",
                "a=\"q,\\\" | a | \"q,\\\"",
                "a= | a | ``",
                "a=é | a | é",
                "a=x, b=y | a | x, b=y"
            })
    void nameAndValueAreKeptAsTheyStand(String header, String name, String value) {
        assertThat(parse(header).name()).isEqualTo(name);
        assertThat(parse(header).value()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "=1", " =1", ";a=1", "a=\0", "a=x\ry", "a=\u007F", "a\u0001=1", "a=\u0100"})
    void whatIsNoCookieIsIgnored(String header) {
        assertThat(SetCookie.parse(header, NOW)).isEmpty();
    }

    @Test
    void fourKilobytesAreTheMostThatIsKept() {
        assertThat(parse("a=" + "x".repeat(4095)).value()).hasSize(4095);
        assertThat(SetCookie.parse("a=" + "x".repeat(4096), NOW)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=1; Path=/x; Domain=.Example.COM; Secure; Max-Age=60",
                "a=1;path=/x;domain=example.com;secure;max-age=60",
                "a=1 ; PATH = /x ; DOMAIN = example.com ; SECURE ; MAX-AGE = 60 ; SameSite=Lax; b=c;;",
                "a=1; Path=/y; Path=/x; Domain=other; Domain=example.com; Secure=no; Max-Age=1; Max-Age=60"
            })
    void attributesHaveNoCaseAndTheLastOneCounts(String header) {
        assertThat(parse(header)).isEqualTo(new SetCookie("a", "1", "example.com", "/x", true, NOW.plusSeconds(60)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Path=x", "Path=", "Path", "Domain=", "Domain=.", "Expires=", "Expires=soon", "Max-Age=1s"})
    void anAttributeThatMakesNoSenseIsAsIfItWereNotThere(String attribute) {
        assertThat(parse("a=1; " + attribute)).isEqualTo(parse("a=1"));
    }

    @Test
    @Tag("N03")
    void aDateThatCannotBeReadIsAsIfItWereNotThere() {
        String date = "Tue, 01 Jan 2030 01:00:00 GMT" + " ".repeat(100) + "x";
        assertThat(parse("a=1; Expires=" + date)).isEqualTo(parse("a=1"));
    }

    @Test
    void anAttributeBeyondAKilobyteIsAsIfItWereNotThere() {
        assertThat(parse("a=1; Path=/" + "x".repeat(1024))).isEqualTo(parse("a=1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Expires=Tue, 01 Jan 2030 01:00:00 GMT",
                "expires=tue, 01 jan 2030 01:00:00 gmt",
                "EXPIRES=Tuesday, 01-Jan-30 01:00:00 GMT",
                "Expires=Tue Jan  1 01:00:00 2030",
                "Max-Age=3600; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
                "Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=3600",
                "Expires=Tue, 01 Jan 2030 01:00:00 GMT; Max-Age=never; Expires=nonsense"
            })
    void expiresIsADateInAnyFormThatIsInUseAndMaxAgeWins(String attributes) {
        assertThat(parse("a=1; " + attributes).expires()).isEqualTo(NOW.plusSeconds(3600));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Max-Age=0",
                "max-age=-1",
                "Max-Age=-99999999999999999999",
                "Expires=Thu, 01 Jan 1970 00:00:00 GMT",
                "expires=Tue, 01 Jan 2030 00:00:00 GMT",
                "Max-Age=0; Expires=Wed, 02 Jan 2030 00:00:00 GMT"
            })
    void whatIsOverIsOver(String attributes) {
        assertThat(parse("a=1; " + attributes).isExpired(NOW)).isTrue();
    }

    @Test
    void anAgeBeyondAllNumbersIsForever() {
        assertThat(parse("a=1; Max-Age=99999999999999999999").expires()).isEqualTo(Instant.MAX);
        assertThat(parse("a=1; Max-Age=9999999999").isExpired(NOW)).isFalse();
    }

    @Test
    @Tag("A55")
    void aCookieDoesNotShowItself() {
        Optional<SetCookie> cookie = SetCookie.parse("canary=canary", NOW);
        assertThat(cookie.toString()).doesNotContain("canary");
    }
}
