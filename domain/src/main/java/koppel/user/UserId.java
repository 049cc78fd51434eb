package koppel.user;

/** Identifies a person's account within the installation. */
public record UserId(int number) {

    public UserId {
        if (number < 1) {
            throw new IllegalArgumentException("user numbers start at 1");
        }
    }
}
