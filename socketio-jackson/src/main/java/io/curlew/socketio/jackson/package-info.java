/*
 * For those who work on it: JacksonJsonCodec writes by an ArrayWriter, whose PlaceholderGenerator puts placeholders
 * for binary, and reads by a ValueParser, with an AttachmentParser where there are placeholders. Spares keep writers
 * and parsers for the next call.
 */
/** The default JSON codec, on Jackson 3. */
@NullMarked
package io.curlew.socketio.jackson;

import org.jspecify.annotations.NullMarked;
