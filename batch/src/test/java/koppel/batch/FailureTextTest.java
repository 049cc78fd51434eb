package koppel.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class FailureTextTest {

    @Test
    void aFailureOfTheDatabaseIsNamedByItsCodeAndNotByItsMessage() {
        SQLException ofDatabase = new SQLException("Key (secret)=(s3cret) exists", "23505");

        assertThat(FailureText.of(new IllegalStateException("wrapped: s3cret", ofDatabase)))
                .isEqualTo("SQLException, SQLState 23505");
    }

    @Test
    void anotherFailureIsNamedByItsInnermostKind() {
        assertThat(FailureText.of(new IllegalStateException(new ArithmeticException("s3cret"))))
                .isEqualTo("ArithmeticException");
    }
}
