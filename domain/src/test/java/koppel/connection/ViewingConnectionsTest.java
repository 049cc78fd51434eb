package koppel.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import koppel.connection.ServingConnections.Serving;
import koppel.connection.ViewingConnections.Seen;
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
                .extracting(seen -> ((Seen.Own) seen).overview().connection().id())
                .containsExactly(newest, id);
    }

    @Test
    void whomItServesBesideItsOwnerSeesThatAndNothingOfItsKeys() {
        Serving serving = new Serving(
                issued.connection(),
                desk.town.bakery,
                List.of(new Connections.Further(desk.town.mill, issued.service(), 3)));
        desk.serving.put(serving);

        assertThat(desk.viewing.see(Bakery.STRANGER, id)).isEqualTo(new Seen.OfAnother(serving));
        assertThat(desk.viewing.of(Bakery.STRANGER, desk.town.mill.publicId()))
                .containsExactly(new Seen.OfAnother(serving));
        assertThat(desk.viewing.see(Bakery.MEMBER, id)).isInstanceOf(Seen.Own.class);
        assertThatThrownBy(() -> desk.viewing.uses(Bakery.STRANGER, id)).isInstanceOf(NotFound.class);
    }

    @Test
    void aStrangerSeesNeitherOneNorTheList() {
        assertThatThrownBy(() -> desk.viewing.one(Bakery.STRANGER, id)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> desk.viewing.see(Bakery.STRANGER, id)).isInstanceOf(NotFound.class);
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
