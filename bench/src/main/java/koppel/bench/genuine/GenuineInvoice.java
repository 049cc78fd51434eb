package koppel.bench.genuine;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * A file with an invoice or credit note, and what of it the program needs to register who is in it. Read by a reader of its own, not by
 * the product's, which is what is tried.
 */
record GenuineInvoice(Path file, byte[] bytes, Party supplier, Party buyer, String number, String issueDate) {

    private static final String CBC = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2";
    private static final String CAC = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2";

    /** @param partyId as the API writes it; @param country of its postal address, for schemes that know no country */
    record Party(String partyId, String country) {}

    static GenuineInvoice read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Element root = parsed(file, bytes).getDocumentElement();
        return new GenuineInvoice(
                file,
                bytes,
                party(file, root, "AccountingSupplierParty"),
                party(file, root, "AccountingCustomerParty"),
                childText(root, "ID"),
                childText(root, "IssueDate"));
    }

    String name() {
        return file.getFileName().toString();
    }

    private static Document parsed(Path file, byte[] bytes) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder().parse(new ByteArrayInputStream(bytes));
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private static Party party(Path file, Element root, String role) throws IOException {
        Element party = first(root, CAC, role);
        Element endpoint = party == null ? null : first(party, CBC, "EndpointID");
        if (endpoint == null) {
            throw new IOException(file + ": no endpoint id in " + role);
        }
        Element address = first(party, CAC, "PostalAddress");
        Element country = address == null ? null : first(address, CBC, "IdentificationCode");
        return new Party(
                endpoint.getAttribute("schemeID") + ":"
                        + endpoint.getTextContent().strip(),
                country == null ? null : country.getTextContent().strip());
    }

    private static Element first(Element in, String namespace, String name) {
        NodeList found = in.getElementsByTagNameNS(namespace, name);
        return found.getLength() == 0 ? null : (Element) found.item(0);
    }

    private static String childText(Element root, String name) {
        for (Node child = root.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (CBC.equals(child.getNamespaceURI()) && name.equals(child.getLocalName())) {
                return child.getTextContent().strip();
            }
        }
        return "";
    }
}
