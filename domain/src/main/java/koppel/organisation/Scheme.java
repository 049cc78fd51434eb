package koppel.organisation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A kind of party id: one code of the list of electronic address schemes (EAS).
 *
 * <p>The list is the one of EN 16931's rules 1.3.16 of 2026-04-10, which Peppol's release of May 2026 builds on. Peppol itself
 * allows a few codes less (it dropped 0037 and 0193, among others). They stay: whether a code may be used today is for the rule set
 * of the day to say, with its findings, and no reason to turn a document away unread. The five codes of letters (AN, AQ, AS, AU, EM)
 * are left out, as nothing in Peppol can be addressed by them.
 *
 * <p>The short names are those of Peppol's list of participant identifier schemes 9.7 of 2026-07-02, then names that it had earlier
 * or that are in common use.
 *
 * @param code four digits
 * @param country ISO 3166-1 alpha-2, empty where a scheme knows no borders
 * @param format what a value must look like beyond what all values have in common
 * @param expected the same in words, a sentence
 */
record Scheme(String code, Optional<String> country, Predicate<String> format, String expected) {

    private static final String LIST = """
            0002 FR FR:SIRENE FR:SIREN
            0007 SE SE:ORGNR
            0009 FR FR:SIRET
            0037 FI FI:OVT
            0060 -- DUNS
            0088 -- GLN EAN
            0096 DK DK:P
            0097 IT IT:FTI
            0106 NL NL:KVK
            0130 -- EU:NAL
            0135 IT IT:SIA
            0142 IT IT:SECETI
            0147 JP JP:SCC
            0151 AU AU:ABN
            0154 CZ CZ:ICO
            0158 SK SK:ICO
            0170 JP JP:TCC
            0177 --
            0183 CH CH:UIDB
            0184 DK DK:DIGST DK:CVR
            0188 JP JP:SST
            0190 NL NL:OINO NL:OIN
            0191 EE EE:CC
            0192 NO NO:ORG NO:ORGNR
            0193 BE UBLBE
            0194 --
            0195 SG SG:UEN
            0196 IS IS:KTNR IS:KT
            0198 DK DK:ERST DK:SE
            0199 -- LEI
            0200 LT LT:LEC
            0201 IT IT:CUUO IT:IPA
            0202 IT IT:PEC
            0203 --
            0204 DE DE:LWID DE:LID
            0205 IT IT:COD
            0208 BE BE:EN BE:KBO BE:BCE BE:CBE
            0209 -- GS1
            0210 IT IT:CFI IT:CF
            0211 IT IT:IVA IT:VAT
            0212 FI FI:ORG
            0213 FI FI:VAT
            0215 FI FI:NSI
            0216 FI FI:OVT2
            0217 NL
            0218 LV LV:URN
            0219 LV
            0220 LV
            0221 JP JP:IIN
            0225 FR FR:CTC
            0230 MY MY:EIF
            0235 AE AE:TIN
            0240 LU LU:MAT
            0242 -- SPIS
            0244 NG NG:TID
            0245 SK SK:DIC
            0246 DE DE:GEBA
            0248 OM OM:VAT
            9910 HU HU:VAT
            9913 -- EU:REID
            9914 AT AT:VAT
            9915 AT AT:GOV
            9918 -- IBAN
            9919 AT AT:KUR
            9920 ES ES:VAT
            9922 AD AD:VAT
            9923 AL AL:VAT
            9924 BA BA:VAT
            9925 BE BE:VAT BE:BTW
            9926 BG BG:VAT
            9927 CH CH:VAT
            9928 CY CY:VAT
            9929 CZ CZ:VAT
            9930 DE DE:VAT
            9931 EE EE:VAT
            9932 GB GB:VAT
            9933 GR GR:VAT EL:VAT
            9934 HR HR:VAT
            9935 IE IE:VAT
            9936 LI LI:VAT
            9937 LT LT:VAT
            9938 LU LU:VAT
            9939 LV LV:VAT
            9940 MC MC:VAT
            9941 ME ME:VAT
            9942 MK MK:VAT
            9943 MT MT:VAT
            9944 NL NL:VAT NL:BTW
            9945 PL PL:VAT
            9946 PT PT:VAT
            9947 RO RO:VAT
            9948 RS RS:VAT
            9949 SI SI:VAT
            9950 SK SK:VAT
            9951 SM SM:VAT
            9952 TR TR:VAT
            9953 VA VA:VAT
            9957 FR FR:VAT
            9959 US US:EIN
            """;

    private static final Map<String, Scheme> BY_NAME = read();

    /** The scheme of a code or of a short name, whatever the case. */
    static Optional<Scheme> named(String codeOrName) {
        return Optional.ofNullable(BY_NAME.get(codeOrName.toUpperCase(Locale.ROOT)));
    }

    /** The codes of the list, in its order. */
    static List<String> codes() {
        return LIST.lines().map(line -> line.substring(0, 4)).toList();
    }

    private static Map<String, Scheme> read() {
        Map<String, Scheme> schemes = new HashMap<>();
        LIST.lines().forEach(line -> {
            List<String> columns = new ArrayList<>(List.of(line.split(" ")));
            String country = columns.remove(1);
            Scheme scheme = of(columns.get(0), country.equals("--") ? Optional.empty() : Optional.of(country));
            columns.forEach(name -> schemes.put(name, scheme));
        });
        return Map.copyOf(schemes);
    }

    /*
     * Only what Peppol's rules (May 2026) call fatal is demanded. Where they only warn (0190, 0201, 0210, 0211, 0217, 9944), or say
     * nothing although the scheme has check digits (0002, 0060, 0183, 0199, …), a refusal here would turn away documents that the
     * whole network accepts; Peppol's own examples name a buyer 0002:FR23342. Whoever registers a party id is asked for more:
     * RegisterNumbers. The one exception is 0106, where they warn too: it is what most organisations register by, and a mistyped one
     * receives nothing.
     */
    private static Scheme of(String code, Optional<String> country) {
        return switch (code) {
            case "0007" ->
                new Scheme(
                        code,
                        country,
                        CheckDigits::swedish,
                        "A Swedish organisation number has 10 digits, the last of which is a check digit.");
            case "0088" ->
                new Scheme(
                        code,
                        country,
                        CheckDigits::gln,
                        "A GLN consists of digits, the last of which is a check digit.");
            case "0096" ->
                new Scheme(code, country, value -> CheckDigits.digits(value, 10), "A Danish P number has 10 digits.");
            case "0106" ->
                new Scheme(
                        code,
                        country,
                        value -> CheckDigits.digits(value, 8),
                        "A number of the Dutch KvK has 8 digits.");
            case "0151" ->
                new Scheme(
                        code,
                        country,
                        CheckDigits::australian,
                        "An Australian business number has 11 digits, the first two of which are check digits.");
            case "0184" ->
                new Scheme(
                        code,
                        country,
                        value -> CheckDigits.digits(value, 8) || CheckDigits.danishWithPrefix(value),
                        "A Danish CVR number has 8 digits, with or without DK before them.");
            case "0192" ->
                new Scheme(
                        code,
                        country,
                        CheckDigits::norwegian,
                        "A Norwegian organisation number has 9 digits, the last of which is a check digit.");
            case "0198" ->
                new Scheme(
                        code, country, CheckDigits::danishWithPrefix, "A Danish SE number has DK and then 8 digits.");
            case "0208" ->
                new Scheme(
                        code,
                        country,
                        CheckDigits::belgian,
                        "A Belgian enterprise number has 10 digits, the last two of which are check digits.");
            default -> new Scheme(code, country, value -> true, "");
        };
    }
}
