package koppel.persistence.organisation;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import org.hibernate.annotations.Immutable;

/** A row of memberships, for queries that ask what a person may see. */
@Entity
@Immutable
@IdClass(OrganisationMemberRow.Key.class)
@Table(name = "organisation_member")
class OrganisationMemberRow {

    /** The organisation leads the key. */
    record Key(int organisationId, int userId) implements Serializable {}

    @Id
    @Column(name = "organisation_id")
    private int organisationId;

    @Id
    @Column(name = "user_id")
    private int userId;

    @SuppressWarnings("UnusedVariable") // read by queries
    private String role;

    protected OrganisationMemberRow() {}
}
