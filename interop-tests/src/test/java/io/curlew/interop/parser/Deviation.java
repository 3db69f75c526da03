package io.curlew.interop.parser;

import java.util.regex.Pattern;

/** Where our decoder means to decide otherwise than the reference's, and why. Only the first takes more. */
enum Deviation {
    /**
     * N14. The reference refuses a DISCONNECT with a payload; ours takes an object, with which python-socketio refuses.
     */
    DISCONNECT_HAS_AN_OBJECT("1(NAMESPACE)?\\s*\\{.*\\}\\s*") {
        @Override
        boolean explains(String frame, Verdict their) {
            return their.refused() && their.packets().isEmpty() && matches(frame);
        }
    },
    /** A19. The reference takes the empty string, and a blank in place of the type, for a CONNECT. */
    TYPE_IS_NO_DIGIT("(?![0-6]).*"),
    /**
     * A10. The reference counts attachments by JavaScript's idea of a number: " 1", "+1", "1e0", "0x1", "1.0", "01".
     */
    ATTACHMENTS_ARE_NO_PLAIN_NUMBER("[56](?![1-9][0-9]*-).*"),
    /** A13. The reference takes a {@code num} of 0.5, for which there is no attachment. */
    NUM_IS_NO_INTEGER("[56].*\"num\"\\s*:\\s*-?[0-9]+[.eE].*"),
    /** A13. The reference looks at {@code num} when the attachments are there, ours before it waits for them. */
    NUM_IS_CHECKED_LATER("[56].*\"_placeholder\".*") {
        @Override
        boolean explains(String frame, Verdict their) {
            return their.packets().isEmpty() && super.explains(frame, their);
        }
    },
    /** A20, A24. The reference takes an EVENT or ACK without a payload, and fails when it looks for the name. */
    PAYLOAD_IS_MISSING("[2356](COUNT)?(NAMESPACE)?(ID)?"),
    /** A22. The reference takes a refusal without a payload too, and fails; ours then has a default message. */
    REASON_IS_MISSING("4(NAMESPACE)?(ID)?"),
    /** A23. The reference delivers a number as an event's name as a number, ours as its text. */
    NAME_IS_A_NUMBER("[25](COUNT)?(NAMESPACE)?(ID)?\\s*\\[\\s*-?[0-9].*"),
    /** A24. The reference rounds ack ids above 2^53. */
    ACK_ID_IS_TOO_LARGE("[0-6](COUNT)?(NAMESPACE)?[0-9]{16,}.*"),
    /** The reference takes a blank for a digit of the ack id, so that {@code 2 ["x"]} asks for an answer. */
    BLANK_IN_ACK_ID("[0-6](COUNT)?(NAMESPACE)?[0-9]*BLANK.*");

    private final Pattern header;

    Deviation(String header) {
        this.header = Pattern.compile(
                header.replace("COUNT", "[0-9]+-")
                        .replace("NAMESPACE", "/[^,]*(?:,|$)")
                        .replace("ID", "[0-9]+")
                        .replace("BLANK", "[\\s\\u00a0\\ufeff]"),
                Pattern.DOTALL);
    }

    /** Returns whether this may be why the reference's verdict on a text frame and what follows it is not ours. */
    boolean explains(String frame, Verdict their) {
        return (!their.refused() || !their.packets().isEmpty()) && matches(frame);
    }

    boolean matches(String frame) {
        return header.matcher(frame).matches();
    }
}
