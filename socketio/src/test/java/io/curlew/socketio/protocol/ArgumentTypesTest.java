package io.curlew.socketio.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentTypesTest {
    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(ByteArrayInputStream.class, "read it, and send the byte[]"),
                Arguments.of(StringReader.class, "read it, and send the String"),
                Arguments.of(CharBuffer.class, "send a byte[], a ByteBuffer, a String or an array"),
                Arguments.of(CompletableFuture.class, "wait for it, and send its result"),
                Arguments.of(Thread.class, "send its name"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatCannotBeAValueIsRefusedWithWhatToSendInstead(Class<?> type, String instead) {
        assertThat(ArgumentTypes.refusal(type)).hasValue(type.getTypeName() + " is not a value: " + instead);
    }

    @Test
    void aLambdaIsTakenForACallbackOfAnAcknowledgement() {
        Runnable lambda = () -> {};
        assertThat(ArgumentTypes.refusal(lambda.getClass()))
                .hasValueSatisfying(why -> assertThat(why).contains("emitWithAck"));
    }

    @ParameterizedTest
    @ValueSource(classes = {String.class, ByteBuffer.class, Class.class, ArrayList.class, Map.class, Object.class})
    void everythingElseIsLeftToTheCodec(Class<?> type) {
        assertThat(ArgumentTypes.refusal(type)).isEmpty();
        assertThat(ArgumentTypes.isJsonTree(type)).isFalse();
    }

    /** A tree of another library, by its text. */
    private record Tree(@Nullable String text) {
        @Override
        @SuppressWarnings("NullAway") // as some libraries do
        public String toString() {
            return text;
        }
    }

    @Test
    void aTreeIsTheJsonThatItsTextIs() {
        assertThat(ArgumentTypes.jsonOf(new Tree("{\"a\":[1]}")).text()).isEqualTo("{\"a\":[1]}");
    }

    @Test
    void aTreeWithoutJsonTextIsRefusedByItsTypesName() {
        assertThatExceptionOfType(ConversionException.class)
                .isThrownBy(() -> ArgumentTypes.jsonOf(new Tree("{a}")))
                .withMessageStartingWith(Tree.class.getName() + " gives a text that is not JSON: ");
        assertThatExceptionOfType(ConversionException.class)
                .isThrownBy(() -> ArgumentTypes.jsonOf(new Tree(null)))
                .withMessage(Tree.class.getName() + " gives no JSON text: toString() returns null");
    }

    @Test
    void aTypeThatIsHiddenByItsModuleIsNamedWithWhatOpensIt() {
        assertThat(ArgumentTypes.opening(String.class, "tools.jackson.databind"))
                .isEqualTo("java.lang.String is not open to the JSON library: add \"opens java.lang to"
                        + " tools.jackson.databind;\" to module java.base");
    }

    @Test
    void anUnnamedModuleIsCalledTheModule() throws Exception {
        assertThat(ArgumentTypes.opening(Class.forName("org.junit.jupiter.api.Test"), "x"))
                .contains(" to x;\" to ");
    }

    @Test
    void typesThatAreNotWrittenOrReadAreNamedWithWhatToDo() {
        assertThat(ArgumentTypes.withoutProperties(Object.class))
                .startsWith("java.lang.Object has no properties")
                .contains("send a map");
        assertThat(ArgumentTypes.unreadableTree(Tree.class)).contains("args.json(index)");
    }
}
