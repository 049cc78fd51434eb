package koppel.organisation;

/** What a person may do in an organisation: members look, administrators make, revoke and delete connections. */
public enum Role {
    MEMBER("member"),
    ADMINISTRATOR("administrator");

    private final String word;

    Role(String word) {
        this.word = word;
    }

    /** The word used in API and database. */
    public String word() {
        return word;
    }

    /** @throws IllegalArgumentException for a word that is none of ours */
    public static Role ofWord(String word) {
        for (Role role : values()) {
            if (role.word.equals(word)) {
                return role;
            }
        }
        throw new IllegalArgumentException("not a role");
    }
}
