/** The client's state machine: handshake, heartbeat, upgrade, write queue, close. */
package io.curlew.engineio.session;
