package koppel.connection.vendor;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import koppel.shared.InvalidInput;
import koppel.user.EmailAddress;

/**
 * One set of books inside a software package.
 *
 * @param code how the package names it
 * @param emails the addresses that the package links to it; compared, never shown
 */
public record Administration(String code, String name, List<EmailAddress> emails) {

    public static final int LONGEST_CODE = 100;
    public static final int LONGEST_NAME = 200;
    public static final int MOST_EMAILS = 100;

    public Administration {
        Objects.requireNonNull(code);
        Objects.requireNonNull(name);
        emails = List.copyOf(emails);
    }

    /**
     * What a vendor has told of.
     *
     * @throws InvalidInput listing everything that is not right; never echoes it
     */
    public static Administration checked(String code, String name, List<String> emails) {
        return checked(code, name, emails, new InvalidInput.Collector());
    }

    /** @param wrong what is known to be wrong already */
    public static Administration checked(String code, String name, List<String> emails, InvalidInput.Collector wrong) {
        String given = code == null ? "" : code.strip();
        wrong.require(
                !given.isEmpty() && given.length() <= LONGEST_CODE && isPrintable(given),
                "code",
                "A code has 1 to 100 characters.");
        wrong.require(
                name != null && !name.isBlank() && name.strip().length() <= LONGEST_NAME && isPrintable(name.strip()),
                "name",
                "A name has 1 to 200 characters.");
        wrong.require(
                emails != null && emails.size() <= MOST_EMAILS, "emails", "A list of at most 100 e-mail addresses.");
        List<EmailAddress> linked = new ArrayList<>();
        for (int i = 0; emails != null && i < Math.min(emails.size(), MOST_EMAILS); i++) {
            Optional<EmailAddress> email = EmailAddress.tryParse(emails.get(i));
            wrong.require(email.isPresent(), "emails[" + i + "]", "Not an e-mail address.");
            email.ifPresent(linked::add);
        }
        wrong.throwIfAny();
        return new Administration(given, name.strip(), linked);
    }

    private static boolean isPrintable(String text) {
        return text.codePoints().noneMatch(Character::isISOControl);
    }

    public boolean links(EmailAddress email) {
        return emails.stream().anyMatch(linked -> linked.key().equals(email.key()));
    }

    @Override
    public String toString() {
        return "Administration[" + code + ", " + emails.size() + " addresses]";
    }
}
