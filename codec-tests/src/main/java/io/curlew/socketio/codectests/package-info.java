/**
 * The tests that every JSON codec has to pass, whatever library it is made of. Like other tests they take for granted
 * that what they look for is there.
 */
@NullUnmarked
package io.curlew.socketio.codectests;

import org.jspecify.annotations.NullUnmarked;
