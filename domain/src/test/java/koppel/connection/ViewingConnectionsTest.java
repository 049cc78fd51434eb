package koppel.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import koppel.organisation.Bakery;
import koppel.shared.NotFound;
import koppel.softwarepackage.Catalogue;
import org.junit.jupiter.api.Test;

class ViewingConnectionsTest {

    private final Desk desk = new Desk();
    private final IssuedConnection issued = desk.create(Catalogue.BASECONE);
    private final ConnectionId id = issued.connection().id();

    @Test
    void aMemberSeesTheConnectionAndItsAppKey() {
        Connections.Overview seen = desk.viewing.one(Bakery.MEMBER, id);

        assertThat(seen.connection()).isEqualTo(issued.connection());
        assertThat(seen.appKey()).contains(issued.keys().orElseThrow().appKey());
        assertThat(seen.lastUsedOn()).isEmpty();
    }

    @Test
    void theNewestIsListedFirstAndDeletedOnesNotAtAll() {
        ConnectionId newest = desk.create(Catalogue.MULTIVERS).connection().id();
        desk.createDeleted(Catalogue.YUKI);

        assertThat(desk.viewing.of(Bakery.MEMBER, desk.town.bakery.publicId()))
                .extracting(seen -> seen.connection().id())
                .containsExactly(newest, id);
    }

    @Test
    void aStrangerSeesNeitherOneNorTheList() {
        assertThatThrownBy(() -> desk.viewing.one(Bakery.STRANGER, id)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> desk.viewing.of(Bakery.STRANGER, desk.town.bakery.publicId()))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void aTextThatIsNoIdNamesNoConnection() {
        assertThat(ConnectionId.parse(id.toString())).contains(id);
        assertThat(ConnectionId.parse("1-1-1-1-1")).isEmpty();
        assertThat(ConnectionId.parse("x".repeat(36))).isEmpty();
        assertThat(ConnectionId.parse(null)).isEmpty();
    }
}
