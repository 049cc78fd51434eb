/**
 * Reads a UBL 2.1 invoice or credit note for people: what a reader looks for, as it stands in the document. It checks nothing (the
 * server did) and trusts nothing: every value is text.
 */
const CAC = 'urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2';
const CBC = 'urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2';

/** DOMParser runs nothing in what it reads; this says so to Trusted Types. */
const trusted = globalThis.trustedTypes?.createPolicy('koppel-ubl', {createHTML: text => text}) ?? {createHTML: text => text};

/** @returns null for what is not an invoice or credit note */
export function readInvoice(xml) {
  const parsed = new DOMParser().parseFromString(trusted.createHTML(xml), 'application/xml');
  const root = parsed.documentElement;
  if (!root || parsed.querySelector('parsererror') || !['Invoice', 'CreditNote'].includes(root.localName)) {
    return null;
  }
  const credit = root.localName === 'CreditNote';
  const total = child(root, CAC, 'LegalMonetaryTotal');
  return {
    kind: root.localName,
    number: text(root, 'ID'),
    issued: text(root, 'IssueDate'),
    due: text(root, 'DueDate') ?? text(child(root, CAC, 'PaymentMeans'), 'PaymentDueDate'),
    currency: text(root, 'DocumentCurrencyCode'),
    buyerReference: text(root, 'BuyerReference'),
    order: text(child(root, CAC, 'OrderReference'), 'ID'),
    preceding: children(root, CAC, 'BillingReference').map(one => text(child(one, CAC, 'InvoiceDocumentReference'), 'ID')).filter(Boolean),
    notes: children(root, CBC, 'Note').map(one => one.textContent.trim()).filter(Boolean),
    supplier: party(child(root, CAC, 'AccountingSupplierParty')),
    customer: party(child(root, CAC, 'AccountingCustomerParty')),
    lines: children(root, CAC, credit ? 'CreditNoteLine' : 'InvoiceLine').map(one => line(one, credit)),
    charges: children(root, CAC, 'AllowanceCharge').map(charge),
    vat: children(root, CAC, 'TaxTotal').flatMap(one => children(one, CAC, 'TaxSubtotal')).map(subtotal),
    vatTotal: text(child(root, CAC, 'TaxTotal'), 'TaxAmount'),
    totals: total ? Object.fromEntries(['LineExtensionAmount', 'TaxExclusiveAmount', 'TaxInclusiveAmount', 'AllowanceTotalAmount', 'ChargeTotalAmount',
      'PrepaidAmount', 'PayableRoundingAmount', 'PayableAmount'].map(name => [name, text(total, name)])) : {},
    payment: children(root, CAC, 'PaymentMeans').map(payment),
    terms: text(child(root, CAC, 'PaymentTerms'), 'Note'),
    attachments: children(root, CAC, 'AdditionalDocumentReference').map(attachment),
  };
}

function party(wrapper) {
  const one = child(wrapper, CAC, 'Party');
  if (!one) {
    return null;
  }
  const address = child(one, CAC, 'PostalAddress');
  const endpoint = child(one, CBC, 'EndpointID');
  const legal = child(one, CAC, 'PartyLegalEntity');
  return {
    name: text(legal, 'RegistrationName') ?? text(child(one, CAC, 'PartyName'), 'Name'),
    tradeName: text(child(one, CAC, 'PartyName'), 'Name'),
    endpoint: endpoint ? `${endpoint.getAttribute('schemeID') ?? ''}:${endpoint.textContent.trim()}` : null,
    address: address ? [[text(address, 'StreetName'), text(address, 'AdditionalStreetName')], [text(address, 'PostalZone'), text(address, 'CityName')]].map(parts => parts.filter(Boolean).join(' ')).filter(Boolean) : [],
    country: text(child(address, CAC, 'Country'), 'IdentificationCode'),
    vat: text(child(one, CAC, 'PartyTaxScheme'), 'CompanyID'),
    company: text(legal, 'CompanyID'),
  };
}

function line(one, credit) {
  const item = child(one, CAC, 'Item');
  const quantity = child(one, CBC, credit ? 'CreditedQuantity' : 'InvoicedQuantity');
  const tax = child(item, CAC, 'ClassifiedTaxCategory');
  return {
    id: text(one, 'ID'),
    name: text(item, 'Name'),
    description: text(item, 'Description'),
    quantity: quantity?.textContent.trim() ?? null,
    unit: quantity?.getAttribute('unitCode') ?? null,
    price: text(child(one, CAC, 'Price'), 'PriceAmount'),
    baseQuantity: text(child(one, CAC, 'Price'), 'BaseQuantity'),
    vat: text(tax, 'Percent'),
    amount: text(one, 'LineExtensionAmount'),
  };
}

const charge = one => ({
  charge: text(one, 'ChargeIndicator') === 'true',
  reason: text(one, 'AllowanceChargeReason'),
  amount: text(one, 'Amount'),
});

function subtotal(one) {
  const category = child(one, CAC, 'TaxCategory');
  return {
    category: text(category, 'ID'),
    percent: text(category, 'Percent'),
    reason: text(category, 'TaxExemptionReason'),
    taxable: text(one, 'TaxableAmount'),
    tax: text(one, 'TaxAmount'),
  };
}

const payment = one => ({
  account: text(child(one, CAC, 'PayeeFinancialAccount'), 'ID'),
  reference: text(one, 'PaymentID'),
});

function attachment(one) {
  const inside = child(one, CAC, 'Attachment');
  const embedded = child(inside, CBC, 'EmbeddedDocumentBinaryObject');
  return {
    id: text(one, 'ID'),
    description: text(one, 'DocumentDescription'),
    name: embedded?.getAttribute('filename') ?? null,
    type: embedded?.getAttribute('mimeCode') ?? null,
    content: embedded?.textContent.replace(/\s+/g, '') ?? null,
    address: text(child(inside, CAC, 'ExternalReference'), 'URI'),
  };
}

/** The bytes of an embedded attachment, or null when they are not base64. */
export function attachmentBytes(content) {
  try {
    return Uint8Array.from(atob(content), char => char.charCodeAt(0));
  } catch {
    return null;
  }
}

const children = (element, namespace, name) =>
  element ? [...element.children].filter(one => one.localName === name && one.namespaceURI === namespace) : [];

const child = (element, namespace, name) => children(element, namespace, name)[0] ?? null;

const text = (element, name) => child(element, CBC, name)?.textContent.trim() || null;
