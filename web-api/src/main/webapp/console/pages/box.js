import {html, nothing} from '../core/lit.js';
import {PageElement} from '../core/element.js';
import {api} from '../core/api.js';
import {reoffer} from '../core/connections.js';
import {amount, date, minute} from '../core/format.js';
import {t, word} from '../core/i18n.js';
import {router} from '../core/router.js';
import {openDialog} from '../dialogs/dialog.js';
import {icon} from '../elements/icons.js';
import {problemBox} from '../elements/problem.js';
import {stateBadge} from '../elements/state.js';

const STATES = ['received', 'duplicate', 'invalid', 'waiting', 'offered', 'leased', 'retrieved', 'expired'];
const PAGE = 50;
const CALM = 200;

/** Inbox or outbox: every document with where it stands and why. */
class BoxPage extends PageElement {
  static properties = {items: {state: true}, next: {state: true}, state: {state: true}, search: {state: true}, selected: {state: true}, busy: {state: true}, refusal: {state: true}};

  constructor() {
    super();
    this.items = [];
    this.state = new URLSearchParams(location.search).get('state') ?? '';
    this.search = new URLSearchParams(location.search).get('search') ?? '';
    this.selected = new Set();
  }

  get heading() {
    return t(`nav.${this.params.box}`);
  }

  async load() {
    const id = this.params.organisation;
    const [organisation, page] = await Promise.all([api.organisation(id), this.fetch()]);
    this.organisation = organisation;
    this.items = page.items;
    this.next = page.next;
  }

  fetch(after) {
    return api.box(this.params.organisation, this.params.box, {state: this.state, search: this.search.trim(), after, limit: PAGE});
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  choose(values) {
    Object.assign(this, values);
    const query = new URLSearchParams(Object.entries({state: this.state, search: this.search.trim()}).filter(([, value]) => value));
    history.replaceState(null, '', location.pathname + (query.size ? `?${query}` : ''));
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.list(), CALM);
  }

  /** Of several searches under way only the newest says anything. */
  async list() {
    const turn = this.turn = (this.turn ?? 0) + 1;
    await this.attempt(async () => {
      const page = await this.fetch();
      if (turn !== this.turn) {
        return;
      }
      this.items = page.items;
      this.next = page.next;
      this.selected = new Set();
    });
  }

  more() {
    return this.attempt(async () => {
      const page = await this.fetch(this.next);
      this.items = [...this.items, ...page.items];
      this.next = page.next;
    });
  }

  async attempt(action) {
    this.busy = true;
    this.refusal = null;
    try {
      await action();
    } catch (problem) {
      this.refusal = problem;
    }
    this.busy = false;
  }

  select(id, on) {
    const selected = new Set(this.selected);
    selected[on ? 'add' : 'delete'](id);
    this.selected = selected;
  }

  reoffer() {
    return reoffer(this.organisation, {documents: [...this.selected]});
  }

  async upload() {
    const done = await openDialog('upload-dialog', {organisation: this.organisation});
    if (done) {
      router.go(`organisations/${this.organisation.id}/inbox/${done.documentId}`);
    }
  }

  get administrator() {
    return this.organisation.role === 'administrator';
  }

  content() {
    return html`<header class="page-head"><div><h1 tabindex="-1">${this.heading}</h1><p class="quiet">${t(`${this.params.box}.lead`)}</p></div>
      <div class="buttons">
        ${this.administrator && this.items.length ? html`<button type="button" ?disabled=${!this.selected.size} @click=${this.reoffer}>${icon('repeat')}${t('reoffer.do')}${this.selected.size ? ` (${this.selected.size})` : ''}</button>` : nothing}
        ${this.administrator && this.params.box === 'inbox' ? html`<button type="button" @click=${this.upload}>${icon('plus')}${t('upload.do')}</button>` : nothing}
      </div></header>
      <div class="filter">
        <label class="unseen" for="search">${t('box.search')}</label>
        <input id="search" type="search" placeholder=${t('box.search')} .value=${this.search} @input=${event => this.choose({search: event.target.value})}>
        <label class="unseen" for="state">${t('box.state')}</label>
        <select id="state" @change=${event => this.choose({state: event.target.value})}>
          <option value="" ?selected=${!this.state}>${t('box.anyState')}</option>
          ${STATES.map(state => html`<option value=${state} ?selected=${state === this.state}>${t(`document.state.${state}`)}</option>`)}
        </select>
      </div>
      ${problemBox(this.refusal)}
      ${this.items.length ? this.table(this.items) : html`<div class="empty"><p>${t(this.state || this.search ? 'box.nothingFound' : `${this.params.box}.empty`)}</p></div>`}
      ${this.next ? html`<p class="more"><button type="button" aria-busy=${this.busy ? 'true' : 'false'} @click=${this.more}>${t('more')}</button></p>` : nothing}
      <p class="unseen" role="status">${t('box.shown', {n: this.items.length})}</p>`;
  }

  table(shown) {
    const inbox = this.params.box === 'inbox';
    const all = shown.every(one => this.selected.has(one.documentId));
    return html`<table class="table documents">
      <caption class="unseen">${this.heading}</caption>
      <thead><tr>
        ${this.administrator ? html`<th scope="col" class="tick"><input type="checkbox" aria-label=${t('box.selectAll')} .checked=${all}
            @change=${event => (this.selected = new Set(event.target.checked ? shown.map(one => one.documentId) : []))}></th>` : nothing}
        <th scope="col">${t(inbox ? 'document.from' : 'document.to')}</th><th scope="col">${t('document.number')}</th><th scope="col">${t('document.issued')}</th>
        <th scope="col" class="right">${t('document.total')}</th><th scope="col">${t('box.state')}</th><th scope="col">${t('document.received')}</th></tr></thead>
      <tbody>${shown.map(one => this.row(one, inbox))}</tbody></table>`;
  }

  row(one, inbox) {
    const party = inbox ? one.senderName ?? one.sender : one.receiverName ?? one.receiver;
    return html`<tr>
      ${this.administrator ? html`<td class="tick"><input type="checkbox" aria-label=${t('box.select', {number: one.number ?? one.documentId})} .checked=${this.selected.has(one.documentId)}
          @change=${event => this.select(one.documentId, event.target.checked)}></td>` : nothing}
      <td class="lead"><a href=${`organisations/${this.organisation.id}/${this.params.box}/${one.documentId}`}>${party ?? t('document.unknownParty')}</a>
        ${one.kind === 'CreditNote' ? html`<span class="quiet">${t('document.creditNote')}</span>` : nothing}</td>
      <td class="number">${one.number}</td>
      <td class="issued">${date(one.issueDate)}</td>
      <td class="total right">${amount(one.total, one.currency)}</td>
      <td class="state">${stateBadge('document', one.state)}${one.reason ? html`<span class="quiet reason">${word('document.reason', one.reason)}</span>` : nothing}</td>
      <td class="arrived quiet">${minute(one.receivedOn)}</td></tr>`;
  }
}

customElements.define('page-box', BoxPage);
