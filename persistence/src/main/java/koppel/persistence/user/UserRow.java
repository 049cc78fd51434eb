package koppel.persistence.user;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import koppel.user.EmailAddress;
import koppel.user.PasswordHash;
import koppel.user.User;
import koppel.user.UserId;
import koppel.user.Users;

/** A row of people's accounts. */
@Entity
@Table(name = "user_account")
class UserRow {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Column(name = "user_id")
    private Integer id;

    private String email;

    @Column(name = "email_key")
    private String emailKey;

    private String name;

    @Column(name = "password_hash")
    private String passwordHash;

    private boolean operator;

    @Column(name = "created_at")
    private Instant createdAt;

    protected UserRow() {}

    UserRow(EmailAddress email, String name, PasswordHash password, boolean operator, Instant createdAt) {
        this.email = email.value();
        this.emailKey = email.key();
        this.name = name;
        this.passwordHash = password.text();
        this.operator = operator;
        this.createdAt = createdAt;
    }

    int number() {
        return id;
    }

    void changePassword(PasswordHash password) {
        this.passwordHash = password.text();
    }

    User toDomain() {
        return new User(new UserId(id), EmailAddress.parse(email), name, operator);
    }

    Users.Account toAccount() {
        return new Users.Account(toDomain(), Optional.ofNullable(passwordHash).map(PasswordHash::parse));
    }
}
