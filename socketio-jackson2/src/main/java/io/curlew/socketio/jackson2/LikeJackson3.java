package io.curlew.socketio.jackson2;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import com.fasterxml.jackson.databind.util.StdDateFormat;
import java.io.IOException;
import java.util.Date;
import java.util.Locale;
import java.util.TimeZone;

/** Makes Jackson 2 write as Jackson 3 does where no feature can be set for that. */
@SuppressWarnings("serial") // never serialised by Java's means
final class LikeJackson3 extends SimpleModule {
    LikeJackson3() {
        super("curlew-like-jackson3");
        SimpleModule unused = addSerializer(Locale.class, new LanguageTag());
    }

    /** Writes {@code de-DE} instead of {@code de_DE}. */
    private static final class LanguageTag extends StdScalarSerializer<Locale> {
        LanguageTag() {
            super(Locale.class);
        }

        @Override
        public void serialize(Locale locale, JsonGenerator generator, SerializerProvider provider) throws IOException {
            generator.writeString(locale.toLanguageTag());
        }
    }

    /** Ends with {@code Z} instead of {@code +00:00}. */
    static final class DatesInUtc extends StdDateFormat {
        private static final String OFFSET = "+00:00";

        @Override
        public StdDateFormat clone() {
            return new DatesInUtc();
        }

        @Override
        protected void _format(TimeZone zone, Locale locale, Date date, StringBuffer text) {
            super._format(zone, locale, date, text);
            int offset = text.length() - OFFSET.length();
            if (offset >= 0 && text.indexOf(OFFSET, offset) == offset) {
                text.replace(offset, text.length(), "Z");
            }
        }
    }
}
