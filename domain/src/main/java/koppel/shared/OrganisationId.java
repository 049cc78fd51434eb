package koppel.shared;

/** Identifies an organisation within the installation; leads the key of everything that belongs to it. */
public record OrganisationId(int number) {

    public OrganisationId {
        if (number < 1) {
            throw new IllegalArgumentException("organisation numbers start at 1");
        }
    }
}
