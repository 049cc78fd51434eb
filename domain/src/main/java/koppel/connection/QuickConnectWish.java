package koppel.connection;

import java.time.LocalDate;
import java.util.Optional;
import koppel.connection.vendor.Administration;
import koppel.shared.InvalidInput;
import koppel.shared.Moment;
import koppel.softwarepackage.SoftwarePackage;
import koppel.user.EmailAddress;

/**
 * What a person entered in the Quick Connect window, as it came in.
 *
 * @param startDate a calendar date, null: none
 * @param salesInvoices null: none
 * @param confirmed whether the box was ticked
 */
public record QuickConnectWish(
        String administration, String email, String startDate, Boolean salesInvoices, boolean confirmed) {

    /** Well-formed as far as the package goes. */
    record Checked(String administration, EmailAddress email, Optional<LocalDate> startDate, boolean salesInvoices) {}

    /** Notes everything that is not right whatever the package, so that it can be told with what else is wrong in a request. */
    public void checkForm(InvalidInput.Collector wrong) {
        String code = code();
        wrong.require(
                !code.isEmpty() && code.length() <= Administration.LONGEST_CODE,
                "administration",
                "Choose the administration: a code of 1 to 100 characters.");
        wrong.require(
                EmailAddress.tryParse(email).isPresent(),
                "email",
                "The e-mail address that is linked to the administration.");
        date(startDate, wrong);
        wrong.require(confirmed, "confirmed", "Confirm that the administration is yours to connect.");
    }

    private String code() {
        return administration == null ? "" : administration.strip();
    }

    /** @throws InvalidInput listing everything that is not right */
    Checked check(SoftwarePackage softwarePackage) {
        InvalidInput.Collector wrong = new InvalidInput.Collector();
        checkForm(wrong);
        boolean sales = Boolean.TRUE.equals(salesInvoices);
        wrong.require(
                !sales || softwarePackage.directions().sales(),
                "salesInvoices",
                "This software package does not process sales invoices.");
        wrong.throwIfAny();
        return new Checked(code(), EmailAddress.parse(email), date(startDate, wrong), sales);
    }

    /** A calendar date, empty when there is none or a wrong one was noted. */
    public static Optional<LocalDate> date(String text, InvalidInput.Collector wrong) {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        Optional<LocalDate> date = Moment.date(text.strip());
        wrong.require(date.isPresent(), "startDate", "A calendar date such as 2026-01-31.");
        return date;
    }
}
