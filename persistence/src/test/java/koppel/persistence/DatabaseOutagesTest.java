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
    @ValueSource(strings = {"08001", "08003", "08006", "57P01", "57P02", "57P03", "53300"})
    void aConnectionThatEndsOrCannotBeMadeIsAnOutage(String state) {
        assertThat(outages.isOne(new PersistenceException(new SQLException("x", state))))
                .isTrue();
    }

    @Test
    void aPoolThatHasNoneToGiveIsAnOutage() {
        assertThat(outages.isOne(new IllegalStateException(
                        new PersistenceException(new SQLException(new ResourceAllocationException("x"))))))
                .isTrue();
    }

    @Test
    void aCommitThatLostItsConnectionIsAnOutageAndOneThatIsRefusedIsNone() {
        assertThat(outages.isOne(new TransactionalException("x", new SystemException())))
                .isTrue();
        assertThat(outages.isOne(new TransactionalException("x", new RollbackException())))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "42P01", "57014", "40001", "40P01"})
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
