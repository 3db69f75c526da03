/** Socket.IO packets, header grammar, JSON scanner and attachments, and what client and server share. */
package io.curlew.socketio.protocol;
