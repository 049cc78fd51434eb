package koppel.document;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.Location;
import koppel.document.ReadInvoice.Problem;
import koppel.document.ReadInvoice.Reason;
import koppel.document.ReadInvoice.Refused;
import koppel.organisation.PartyId;
import koppel.shared.InvalidInput;

/** Gathers the values of the head's fields while a document goes by, and makes a head of them at its end. */
final class HeadValues {

    /** Room for blanks around and in a value; what is longer than this has no place in any field. */
    private static final int MOST_CHARACTERS = 4 * InvoiceHead.MAX_TEXT;

    private static final Pattern BLANKS = Pattern.compile("[ \t\r\n]+");

    // a date of XML Schema may have a zone, which Peppol refuses; the day is the same
    private static final Pattern DATE = Pattern.compile("([0-9]{4}-[0-9]{2}-[0-9]{2})(Z|[+-][0-9]{2}:[0-9]{2})?");

    private static final Pattern DECIMAL = Pattern.compile("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)");

    private record Value(String text, String scheme, Location at, boolean usable) {}

    private final Map<HeadField, Value> values = new EnumMap<>(HeadField.class);
    private final Set<HeadField> repeated = EnumSet.noneOf(HeadField.class);
    private final List<Problem> problems = new ArrayList<>();

    private final StringBuilder text = new StringBuilder();
    private HeadField current;
    private String scheme;
    private Location at;
    private boolean usable;
    private DocumentKind kind;
    private Location root;

    void begin(HeadField field, String schemeId, Location location) {
        text.setLength(0);
        current = field;
        scheme = schemeId;
        at = location;
        usable = true;
    }

    void text(char[] characters, int start, int length) {
        if (length > MOST_CHARACTERS - text.length()) {
            usable = false;
        } else {
            text.append(characters, start, length);
        }
    }

    /** An element began; if that is within a field, then the field has no simple value. */
    void childInside() {
        usable = false;
    }

    void finish() {
        Value value = new Value(normalised(text), scheme, at, usable);
        Value first = values.get(current);
        if (first == null || (first.usable() && first.text().isEmpty())) {
            values.put(current, value);
        }
        if (first != null && !current.mayRepeat()) {
            repeated.add(current);
        }
        current = null;
    }

    ReadInvoice head(DocumentKind kindOfRoot, Location rootLocation) {
        kind = kindOfRoot;
        root = rootLocation;
        PartialHead known = new PartialHead(
                Optional.of(kind),
                needed(HeadField.CUSTOMIZATION_ID),
                needed(HeadField.PROFILE_ID),
                needed(HeadField.NUMBER),
                needed(HeadField.ISSUE_DATE).flatMap(date -> date(HeadField.ISSUE_DATE, date)),
                endpoint(HeadField.SUPPLIER_ENDPOINT),
                name(HeadField.SUPPLIER_REGISTERED_NAME, HeadField.SUPPLIER_TRADING_NAME),
                endpoint(HeadField.CUSTOMER_ENDPOINT),
                name(HeadField.CUSTOMER_REGISTERED_NAME, HeadField.CUSTOMER_TRADING_NAME),
                payable(),
                dueDate());
        return problems.isEmpty() ? new ReadInvoice.Read(known.whole()) : new Refused(problems, known);
    }

    private Optional<String> needed(HeadField field) {
        Value value = values.get(field);
        if (repeated.contains(field)) {
            return problem(Reason.REPEATED_FIELD, field, field.element() + " occurs more than once.");
        }
        if (value != null && !value.usable()) {
            return problem(
                    Reason.MALFORMED_FIELD, field, field.element() + " is not a simple text, or a far too long one.");
        }
        if (value == null || value.text().isEmpty()) {
            return problem(field.missing(), field, field.element() + " is missing or empty.");
        }
        int longest = field == HeadField.NUMBER ? InvoiceHead.MAX_NUMBER : InvoiceHead.MAX_TEXT;
        if (value.text().length() > longest) {
            return problem(
                    Reason.MALFORMED_FIELD, field, field.element() + " has more than " + longest + " characters.");
        }
        return Optional.of(value.text());
    }

    private Optional<String> name(HeadField registered, HeadField trading) {
        Value value = values.get(registered);
        boolean unnamed = value == null || (value.usable() && value.text().isEmpty());
        return needed(unnamed && values.containsKey(trading) ? trading : registered);
    }

    private Optional<PartyId> endpoint(HeadField field) {
        return needed(field).flatMap(text -> {
            String schemeId = values.get(field).scheme();
            if (schemeId == null) {
                return problem(Reason.MALFORMED_FIELD, field, field.element() + " has no schemeID.");
            }
            try {
                return Optional.of(PartyId.of(normalised(schemeId), text));
            } catch (InvalidInput refused) {
                return problem(Reason.MALFORMED_FIELD, field, refused.getMessage());
            }
        });
    }

    private Optional<Amount> payable() {
        Optional<String> currency = needed(HeadField.CURRENCY);
        Optional<String> value = needed(HeadField.PAYABLE_AMOUNT);
        if (value.isPresent() && !DECIMAL.matcher(value.get()).matches()) {
            return problem(
                    Reason.MALFORMED_FIELD,
                    HeadField.PAYABLE_AMOUNT,
                    HeadField.PAYABLE_AMOUNT.element() + " is not a decimal number.");
        }
        if (value.isEmpty() || currency.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Amount(new BigDecimal(value.get()), currency.get()));
        } catch (InvalidInput refused) {
            boolean ofCurrency = refused.violations().get(0).field().equals("currency");
            return problem(
                    Reason.MALFORMED_FIELD,
                    ofCurrency ? HeadField.CURRENCY : HeadField.PAYABLE_AMOUNT,
                    refused.getMessage());
        }
    }

    private Optional<LocalDate> date(HeadField field, String text) {
        Optional<LocalDate> date = date(text);
        return date.isPresent()
                ? date
                : problem(
                        Reason.MALFORMED_FIELD,
                        field,
                        field.element() + " is not a date, which is written 2026-01-31.");
    }

    private static Optional<LocalDate> date(String text) {
        Matcher matcher = DATE.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(matcher.group(1))).filter(date -> date.getYear() > 0);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** It may be missing, so a broken one is the validator's to report. */
    private Optional<LocalDate> dueDate() {
        return Optional.ofNullable(values.get(HeadField.DUE_DATE))
                .or(() -> Optional.ofNullable(values.get(HeadField.PAYMENT_DUE_DATE)))
                .filter(Value::usable)
                .flatMap(value -> date(value.text()));
    }

    private <T> Optional<T> problem(Reason reason, HeadField field, String sentence) {
        Value value = values.get(field);
        Location place = value == null ? root : value.at();
        problems.add(new Problem(
                reason,
                field.location(kind),
                sentence,
                Math.max(0, place.getLineNumber()),
                Math.max(0, place.getColumnNumber())));
        return Optional.empty();
    }

    /** As XPath's normalize-space, which is how the rules read it. */
    private static String normalised(CharSequence raw) {
        String single = BLANKS.matcher(raw).replaceAll(" ");
        int from = single.startsWith(" ") ? 1 : 0;
        int to = single.length() > from && single.endsWith(" ") ? single.length() - 1 : single.length();
        return single.substring(from, to);
    }
}
