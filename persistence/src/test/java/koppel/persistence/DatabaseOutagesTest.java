package koppel.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.PersistenceException;
import jakarta.resource.spi.ResourceAllocationException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionalException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseOutagesTest {

    private final DatabaseOutages outages = new DatabaseOutages();

    @ParameterizedTest
    @ValueSource(strings = {"08001", "08003", "08006", "57P01", "57P02", "57P03", "57P05", "25P03", "53300"})
    void aConnectionThatEndsOrCannotBeMadeIsAnOutage(String state) {
        assertThat(outages.isOne(new PersistenceException(new SQLException("x", state))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"53100", "53200"})
    void aFullDatabaseIsAnOutageThatItsConnectionsOutlive(String state) {
        SQLException full = new SQLException("x", state);
        assertThat(outages.isOne(new PersistenceException(full))).isTrue();
        assertThat(DatabaseOutages.endsConnection(full)).isFalse();
    }

    @Test
    void aPoolThatHasNoneToGiveIsAnOutage() {
        assertThat(outages.isOne(new IllegalStateException(
                        new PersistenceException(new SQLException(new ResourceAllocationException("x"))))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"28P01", "28000", "3D000"})
    void aPoolThatIsNotLetInIsSetUpWrong(String state) {
        assertThat(outages.isOne(new SQLException(withCause(new SQLException("x", state)))))
                .isFalse();
    }

    @Test
    void aDatabaseThatIsClosedIsAnOutageAndPoolsThatDoNotFitTogetherAreNone() {
        assertThat(outages.isOne(new SQLException(withCause(new SQLException("closed for maintenance", "55000")))))
                .isTrue();
        assertThat(outages.isOne(new SQLException(withCause(new IllegalStateException("non-XA")))))
                .isFalse();
    }

    private static ResourceAllocationException withCause(Exception cause) {
        ResourceAllocationException refused = new ResourceAllocationException("x");
        refused.initCause(cause);
        return refused;
    }

    @Test
    void aCommitThatLostItsConnectionIsAnOutageAndOneThatIsRefusedIsNone() {
        assertThat(outages.isOne(new TransactionalException("x", new SystemException())))
                .isTrue();
        assertThat(outages.isOne(new TransactionalException("x", new RollbackException())))
                .isFalse();
    }

    @Test
    void aTransactionThatIsGoneWhenItIsToEndIsAnOutage() {
        assertThat(outages.isOne(
                        new TransactionalException("encountered exception during commit", new NullPointerException())))
                .isTrue();
        assertThat(outages.isOne(new TransactionalException("in no transaction", new IllegalStateException())))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "42P01", "57014", "40001", "40P01", "08P01", "55000"})
    void whatTheDatabaseRefusesIsNone(String state) {
        assertThat(outages.isOne(new PersistenceException(new SQLException("x", state))))
                .isFalse();
    }

    @Test
    void whatNobodyForesawIsNone() {
        assertThat(outages.isOne(new IllegalStateException(new SQLException("without a state"))))
                .isFalse();
        assertThat(outages.isOne(new NullPointerException())).isFalse();
    }
}
