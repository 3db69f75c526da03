package io.curlew.testserver.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RoomsTest {
    private final Rooms rooms = new Rooms();

    @BeforeEach
    void threeClients() {
        rooms.join("a", "a");
        rooms.join("b", "b");
        rooms.join("c", "c");
        rooms.join("a", "red");
        rooms.join("b", "red");
        rooms.join("b", "blue");
    }

    @Test
    void withoutARoomEverybodyIsMeant() {
        assertThat(rooms.clients(Audience.EVERYBODY)).containsExactly("a", "b", "c");
    }

    @Test
    void aRoomMeansThoseInIt() {
        assertThat(rooms.clients(Audience.EVERYBODY.to("red"))).containsExactly("a", "b");
        assertThat(rooms.clients(Audience.EVERYBODY.to("nobody is here"))).isEmpty();
    }

    @Test
    void whoIsInTwoOfTheRoomsIsMeantOnce() {
        assertThat(rooms.clients(Audience.EVERYBODY.to("blue").to("red"))).containsExactly("b", "a");
    }

    @Test
    void whoIsInAnExceptedRoomIsNotMeant() {
        assertThat(rooms.clients(Audience.EVERYBODY.to("red").except("blue"))).containsExactly("a");
        assertThat(rooms.clients(Audience.EVERYBODY.except("b").except("empty")))
                .containsExactly("a", "c");
    }

    @Test
    void whoLeavesARoomIsNotMeantByIt() {
        rooms.leave("b", "red");
        assertThat(rooms.clients(Audience.EVERYBODY.to("red"))).containsExactly("a");
        assertThat(rooms.of("b")).containsExactly("b", "blue");
    }

    @Test
    void leavingARoomThatOneIsNotInChangesNothing() {
        rooms.leave("c", "red");
        rooms.leave("nobody", "red");
        rooms.leave("c", "no room");
        assertThat(rooms.clients(Audience.EVERYBODY.to("red"))).containsExactly("a", "b");
        assertThat(rooms.of("c")).containsExactly("c");
    }

    @Test
    void whoLeavesAllRoomsIsNotMeantByAnything() {
        rooms.leaveAll("b");
        assertThat(rooms.of("b")).isEmpty();
        assertThat(rooms.clients(Audience.EVERYBODY)).containsExactly("a", "c");
        assertThat(rooms.clients(Audience.EVERYBODY.to("red").to("blue"))).isEqualTo(List.of("a"));
    }

    @Test
    void aClientBelongsToAnAudienceByItsRooms() {
        Audience redWithoutB = Audience.EVERYBODY.to("red").except("b");
        assertThat(redWithoutB.includes(Set.of("a", "red"))).isTrue();
        assertThat(redWithoutB.includes(Set.of("b", "red"))).isFalse();
        assertThat(redWithoutB.includes(Set.of("c"))).isFalse();
        assertThat(Audience.EVERYBODY.includes(Set.of())).isTrue();
    }

    @Test
    void whoLeavesItsLastRoomIsStillMeantByEverybody() {
        rooms.leave("c", "c");
        assertThat(rooms.of("c")).isEmpty();
        assertThat(rooms.clients(Audience.EVERYBODY)).containsExactly("a", "b", "c");
        assertThat(rooms.clients(Audience.EVERYBODY.to("c"))).isEmpty();
        rooms.leaveAll("c");
        assertThat(rooms.clients(Audience.EVERYBODY)).containsExactly("a", "b");
    }
}
