package koppel.organisation;

/** Port: whether the operator confirms the party ids that others say they have. */
@FunctionalInterface
public interface PartyIdConfirmation {

    /** False where everybody is trusted: on an installation of one's own. */
    boolean isNeeded();
}
