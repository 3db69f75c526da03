/** Kafka Connect connectors: a source that brings Socket.IO events into topics, and a sink that emits records. */
@NullMarked
package io.curlew.kafka;

import org.jspecify.annotations.NullMarked;
