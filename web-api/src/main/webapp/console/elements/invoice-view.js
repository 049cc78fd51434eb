import {html, nothing} from '../core/lit.js';
import {KoppelElement} from '../core/element.js';
import {amount, bytes, country, date, percent, quantity} from '../core/format.js';
import {t} from '../core/i18n.js';
import {attachmentBytes} from '../core/ubl.js';
import {icon} from './icons.js';

/** A few units that nearly every invoice uses; others are shown as they are. */
const UNITS = new Set(['C62', 'EA', 'H87', 'HUR', 'DAY', 'MON', 'KGM', 'LTR', 'MTR', 'KMT', 'XPP', 'ZZ']);

/** An invoice as a person reads it: who, what, how much. */
class InvoiceView extends KoppelElement {
  static properties = {invoice: {attribute: false}};

  render() {
    const one = this.invoice;
    return html`<article class="invoice card" aria-label=${t(one.kind === 'CreditNote' ? 'document.creditNote' : 'document.invoice')}>
      <div class="parties">${this.party(t('invoice.supplier'), one.supplier)}${this.party(t('invoice.customer'), one.customer)}
        <dl class="heads">
          ${this.head(t('document.number'), one.number)}${this.head(t('document.issued'), date(one.issued))}${this.head(t('invoice.due'), one.due && date(one.due))}
          ${this.head(t('invoice.reference'), one.buyerReference)}${this.head(t('invoice.order'), one.order)}${this.head(t('invoice.preceding'), one.preceding.join(', '))}
        </dl></div>
      ${this.lines(one)}
      <div class="sums">${this.vat(one)}${this.totals(one)}</div>
      ${one.payment.filter(pay => pay.account).map(pay => html`<p>${t('invoice.payTo')} <span class="mono">${pay.account}</span>${pay.reference ? html`, ${t('invoice.payReference')} <span class="mono">${pay.reference}</span>` : nothing}</p>`)}
      ${one.terms ? html`<p class="quiet">${one.terms}</p>` : nothing}
      ${one.notes.map(note => html`<p class="quiet note">${note}</p>`)}
      ${this.attachments(one)}
    </article>`;
  }

  head(name, value) {
    return value ? html`<div><dt>${name}</dt><dd>${value}</dd></div>` : nothing;
  }

  party(role, party) {
    return party ? html`<section><h2>${role}</h2><p><strong>${party.name}</strong></p>
      ${party.tradeName && party.tradeName !== party.name ? html`<p>${party.tradeName}</p>` : nothing}
      ${party.address.map(line => html`<p>${line}</p>`)}
      ${party.country ? html`<p>${country(party.country)}</p>` : nothing}
      ${party.vat ? html`<p class="quiet">${t('invoice.vatNumber')} <span class="mono">${party.vat}</span></p>` : nothing}
      ${party.endpoint ? html`<p class="quiet mono">${party.endpoint}</p>` : nothing}</section>` : nothing;
  }

  lines(one) {
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${t('invoice.lines')}><table class="plain lines"><caption class="unseen">${t('invoice.lines')}</caption>
      <thead><tr><th scope="col">${t('invoice.what')}</th><th scope="col" class="right">${t('invoice.quantity')}</th><th scope="col" class="right">${t('invoice.price')}</th>
        <th scope="col" class="right">${t('invoice.vat')}</th><th scope="col" class="right">${t('document.total')}</th></tr></thead>
      <tbody>${one.lines.map(line => html`<tr><td>${line.name}${line.description && line.description !== line.name ? html`<span class="quiet">${line.description}</span>` : nothing}</td>
        <td class="right">${line.quantity === null ? '' : quantity(line.quantity)} ${this.unit(line.unit)}</td>
        <td class="right">${amount(line.price, one.currency, {exact: true})}${line.baseQuantity && Number(line.baseQuantity) !== 1 ? ` / ${quantity(line.baseQuantity)}` : ''}</td>
        <td class="right">${line.vat === null ? '' : percent(Number(line.vat) / 100)}</td>
        <td class="right">${amount(line.amount, one.currency)}</td></tr>`)}</tbody></table></div>`;
  }

  unit(code) {
    return UNITS.has(code) ? t(`unit.${code}`) : code ?? '';
  }

  vat(one) {
    return one.vat.length ? html`<table class="plain"><caption>${t('invoice.vat')}</caption><thead class="unseen"><tr><th>${t('invoice.vat')}</th><th>${t('invoice.taxable')}</th><th>${t('invoice.tax')}</th></tr></thead>
      <tbody>${one.vat.map(part => html`<tr><th scope="row">${part.percent === null ? part.category : percent(Number(part.percent) / 100)}${part.reason ? html` <span class="quiet">${part.reason}</span>` : nothing}</th>
        <td class="right">${t('invoice.over')} ${amount(part.taxable, one.currency)}</td><td class="right">${amount(part.tax, one.currency)}</td></tr>`)}</tbody></table>` : html`<div></div>`;
  }

  totals({totals, currency, vatTotal, charges}) {
    const rows = [[t('invoice.lineTotal'), totals.LineExtensionAmount],
      ...charges.map(one => [one.reason ?? t(one.charge ? 'invoice.charge' : 'invoice.allowance'), one.charge ? one.amount : `-${one.amount}`]),
      [t('invoice.withoutVat'), totals.TaxExclusiveAmount], [t('invoice.vat'), vatTotal], [t('invoice.withVat'), totals.TaxInclusiveAmount],
      [t('invoice.prepaid'), totals.PrepaidAmount && `-${totals.PrepaidAmount}`], [t('invoice.rounding'), totals.PayableRoundingAmount]];
    return html`<table class="plain totals"><caption class="unseen">${t('invoice.totals')}</caption><tbody>
      ${rows.filter(([, value]) => value).map(([name, value]) => html`<tr><th scope="row">${name}</th><td class="right">${amount(value, currency)}</td></tr>`)}
      <tr class="grand"><th scope="row">${t('invoice.payable')}</th><td class="right">${amount(totals.PayableAmount, currency)}</td></tr></tbody></table>`;
  }

  attachments(one) {
    return one.attachments.length ? html`<section><h2>${t('invoice.attachments')}</h2><ul class="attachments">${one.attachments.map(file => html`<li>
      ${icon('file')}<span><strong>${file.name ?? file.id}</strong> <span class="quiet">${[file.description, file.type, file.content && bytes(Math.floor(file.content.length * 3 / 4))].filter(Boolean).join(' · ')}</span>
      ${file.address ? html`<span class="quiet mono">${file.address}</span>` : nothing}</span>
      ${file.content ? html`<button type="button" class="small" @click=${() => save(attachmentBytes(file.content), file.name ?? `${file.id}`)}>${t('download')}<span class="unseen"> ${file.name ?? file.id}</span></button>` : nothing}</li>`)}</ul></section>` : nothing;
  }
}

/** Saves it as a file. It is somebody else's content: nothing opens it here. */
export function save(content, name) {
  if (content) {
    const address = URL.createObjectURL(new Blob([content], {type: 'application/octet-stream'}));
    Object.assign(document.createElement('a'), {href: address, download: name.replace(/[^\p{L}\p{N}._ -]/gu, '_')}).click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  }
}

customElements.define('invoice-view', InvoiceView);
