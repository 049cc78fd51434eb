import {html, nothing} from '../core/lit.js';
import {PageElement} from '../core/element.js';
import {api} from '../core/api.js';
import {connectionPath, reoffer} from '../core/connections.js';
import {amount, date, dateTime, moment} from '../core/format.js';
import {has, t, word} from '../core/i18n.js';
import {router} from '../core/router.js';
import {readInvoice} from '../core/ubl.js';
import {findingsList} from '../elements/findings.js';
import {icon} from '../elements/icons.js';
import '../elements/invoice-view.js';
import {save} from '../elements/invoice-view.js';
import {problemBox} from '../elements/problem.js';
import {stateBadge} from '../elements/state.js';
import {toast} from '../elements/toast.js';

/** One document: what it says, where it stands and how it came there. */
class DocumentPage extends PageElement {
  static properties = {document: {state: true}, invoice: {state: true}, findings: {state: true}, refusal: {state: true}, unreadable: {state: true}};

  get heading() {
    return this.document ? `${t(this.document.kind === 'CreditNote' ? 'document.creditNote' : 'document.invoice')} ${this.document.number ?? ''}` : t('document.invoice');
  }

  async load() {
    const {organisation, box, document} = this.params;
    [this.organisation, this.document] = await Promise.all([api.organisation(organisation), api.document(organisation, box, document).catch(problem => this.elsewhere(problem))]);
    if (!this.invoice) {
      this.read();
    }
  }

  /** The audit and re-offers name a document and not its box. */
  async elsewhere(problem) {
    const {organisation, box, document} = this.params;
    if (problem.status !== 404) {
      throw problem;
    }
    const other = box === 'inbox' ? 'outbox' : 'inbox';
    const found = await api.document(organisation, other, document).catch(() => {
      throw problem;
    });
    this.params = {...this.params, box: other};
    router.go(`organisations/${organisation}/${other}/${document}`, {replace: true});
    return found;
  }

  /** The rest comes when it comes: where a document stands is what most people look for. */
  async read() {
    const {organisation, box, document} = this.params;
    api.findings(organisation, box, document).then(verdict => (this.findings = verdict.findings), () => {});
    try {
      this.xml = await api.content(organisation, box, document);
      this.invoice = readInvoice(this.xml);
      this.unreadable = this.invoice === null;
    } catch (problem) {
      this.refusal = problem;
    }
  }

  async markAsOriginal() {
    this.refusal = null;
    try {
      await api.markAsOriginal(this.organisation.id, this.document.documentId);
      toast(t('document.isOriginal'));
      await this.refresh();
    } catch (problem) {
      this.refusal = problem;
    }
  }

  reoffer() {
    return reoffer(this.organisation, {documents: [this.document.documentId]});
  }

  content() {
    const one = this.document;
    const inbox = this.params.box === 'inbox';
    const administrator = this.organisation.role === 'administrator';
    return html`<header class="page-head"><div>
        <p class="crumb"><a href=${`organisations/${this.organisation.id}/${this.params.box}`}>${t(`nav.${this.params.box}`)}</a></p>
        <h1 tabindex="-1">${this.heading}</h1>
        <p class="line">${stateBadge('document', one.state)} <span>${inbox ? one.senderName ?? one.sender : one.receiverName ?? one.receiver}</span> <strong>${amount(one.total, one.currency)}</strong></p></div>
      <div class="buttons">
        ${administrator && one.state === 'duplicate' && inbox ? html`<button type="button" class="primary" @click=${this.markAsOriginal}>${t('document.markAsOriginal')}</button>` : nothing}
        ${administrator ? html`<button type="button" @click=${this.reoffer}>${icon('repeat')}${t('reoffer.do')}</button>` : nothing}
        ${this.xml ? html`<button type="button" @click=${() => save(this.xml, `${one.number ?? one.documentId}.xml`)}>${t('document.saveXml')}</button>` : nothing}
      </div></header>
      ${problemBox(this.refusal)}
      ${this.why(one)}
      <div class="document">
        <div>${this.unreadable ? html`<div class="notice warn">${icon('warning')}<p>${t('document.unreadable')}</p></div>` : nothing}
          ${this.invoice ? html`<invoice-view .invoice=${this.invoice}></invoice-view>` : nothing}
          ${this.findings?.length ? html`<section class="card"><h2>${t('document.findings')}</h2>${findingsList(this.findings)}</section>` : nothing}</div>
        <section class="card way" aria-labelledby="way"><h2 id="way">${t('document.way')}</h2>
          <ol>${(one.way ?? []).map(event => this.event(event))}</ol>
          <p class="quiet">${t('document.expires', {date: date(one.expiresAt)})}</p></section>
      </div>`;
  }

  /** In one sentence why it has not arrived, where it has not. */
  why(one) {
    const key = [`why.${one.state}.${one.reason}`, `why.${one.state}`].find(has);
    return key ? html`<div class="notice ${one.state === 'retrieved' ? 'good' : ['duplicate', 'waiting', 'invalid'].includes(one.state) ? 'warn' : 'info'}">${icon(one.state === 'retrieved' ? 'check' : 'info')}<div><p>${t(key)}</p>
      ${one.duplicateOf ? html`<p><a href=${`organisations/${this.organisation.id}/${this.params.box}/${one.duplicateOf}`}>${t('document.openFirst')}</a></p>` : nothing}</div></div>` : nothing;
  }

  event(event) {
    return html`<li class=${event.event}><strong>${word('way', event.event)}</strong>
      ${event.reason && has(`wayReason.${event.reason}`) ? html`<span>${t(`wayReason.${event.reason}`)}</span>` : nothing}
      ${event.reason && ['validated', 'invalid'].includes(event.event) ? html`<span class="quiet">${t('way.ruleSet', {name: event.reason})}</span>` : nothing}
      ${event.connectionId ? html`<span><a href=${connectionPath(this.organisation.id, event.connectionId)}>${event.connectionName}</a>${event.generation ? html` <span class="quiet">${t('way.generation', {n: event.generation})}</span>` : nothing}</span>` : nothing}
      ${event.until ? html`<span class="quiet">${t('way.until', {time: dateTime(event.until)})}</span>` : nothing}
      ${event.duplicateOf ? html`<span><a href=${`organisations/${this.organisation.id}/${this.params.box}/${event.duplicateOf}`}>${t('document.openFirst')}</a></span>` : nothing}
      <span class="quiet">${moment(event.at)}</span></li>`;
  }
}

customElements.define('page-document', DocumentPage);
