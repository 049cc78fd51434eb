import {html, nothing} from '../core/lit.js';
import {KoppelElement} from '../core/element.js';
import {connect} from '../core/connect.js';
import {t} from '../core/i18n.js';
import {date} from '../core/format.js';
import {CONFIGURATION_FIELDS, configuration, placeEmail, wishOf} from '../elements/configuration.js';
import {focusFirstError} from '../elements/field.js';
import {icon} from '../elements/icons.js';
import {fieldErrors, problemBox} from '../elements/problem.js';

const APP_KEY = /kpl_app_\w*/i;
const SECRET = /kpl_sec_\w*/i;

/** The Quick Connect window: paste both keys, say what they are for, apply. The keys live in this element and nowhere else. */
class QuickConnectPage extends KoppelElement {
  static properties = {appKey: {state: true}, secret: {state: true}, connection: {state: true}, administrations: {state: true},
    problem: {state: true}, busy: {state: true}, email: {state: true}, sales: {state: true}, confirmed: {state: true}, done: {state: true}};

  #paste = event => this.onPaste(event);

  constructor() {
    super();
    this.clear();
  }

  clear() {
    Object.assign(this, {appKey: '', secret: '', pasted: '', connection: null, administrations: [], problem: null, busy: false,
      email: '', sales: false, confirmed: false, done: null});
  }

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener('paste', this.#paste);
    this.updateComplete.then(() => this.dispatchEvent(new Event('loaded', {bubbles: true})));
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener('paste', this.#paste);
    this.clear();
  }

  /** Anywhere on the page, but for words that are pasted into a field of the second step. */
  onPaste(event) {
    const text = event.clipboardData.getData('text');
    const both = APP_KEY.test(text) && SECRET.test(text);
    const single = event.target.matches?.('#app-key, #secret') && (APP_KEY.test(text) || SECRET.test(text));
    if (this.done || (!both && (single || (this.connection && event.target.matches?.('input'))))) {
      return;
    }
    event.preventDefault();
    this.pasted = text;
    this.appKey = text.match(APP_KEY)?.[0] ?? '';
    this.secret = text.match(SECRET)?.[0] ?? '';
    this.check();
  }

  typed(values) {
    Object.assign(this, values, {connection: null});
    this.pasted = `${this.appKey}\n${this.secret}`;
  }

  async check() {
    this.connection = null;
    await this.attempt(async () => {
      const connection = await connect.check(this.pasted);
      const administrations = connection.quickConnect ? await connect.administrations(this.pasted) : {items: []};
      Object.assign(this, {connection, administrations: administrations.items,
        email: connection.email ?? '', sales: connection.salesInvoices ?? false, confirmed: false});
      await this.updateComplete;
      this.querySelector('#step-2')?.focus();
    });
  }

  apply(form) {
    return this.attempt(async () => {
      this.done = await connect.apply(this.pasted, wishOf(form, this));
      Object.assign(this, {appKey: '', secret: '', pasted: ''});
      await this.updateComplete;
      this.querySelector('#step-3')?.focus();
    });
  }

  async attempt(action) {
    this.busy = true;
    this.problem = null;
    try {
      await action();
    } catch (problem) {
      this.problem = placed(problem);
      focusFirstError(this);
    }
    this.busy = false;
  }

  submit(event) {
    event.preventDefault();
    if (!this.busy) {
      this.connection ? this.apply(new FormData(event.target)) : this.check();
    }
  }

  render() {
    return html`<div class="narrow window"><h1 tabindex="-1">Quick Connect</h1>
      ${this.done ? this.result() : html`<form class="stack" novalidate @submit=${this.submit}>${this.keys()}${this.connection ? this.configuration() : nothing}
        ${this.problem && !this.problem.placed && !this.problem.of?.('keys').length ? problemBox(this.problem, {fields: ['keys', ...CONFIGURATION_FIELDS]}) : nothing}
        ${this.buttons()}</form>`}</div>`;
  }

  keys() {
    const wrong = this.problem?.of?.('keys').length > 0;
    const state = wrong ? 'true' : nothing;
    return html`<section class="card stack" aria-labelledby="step-1"><h2 id="step-1">${t('quick.keys')}</h2>
      ${this.connection ? html`<div class="notice good">${icon('check')}<p>${t('quick.right', {name: this.connection.softwarePackageName, organisation: this.connection.organisation})}</p></div>`
        : html`<p class="paste-here"><kbd>Ctrl</kbd> + <kbd>V</kbd><span>${t('quick.paste')}</span></p>`}
      <div class="field"><label for="app-key">App Key</label><input id="app-key" class="mono" autocomplete="off" spellcheck="false" .value=${this.appKey}
        aria-invalid=${state} aria-describedby=${wrong ? 'keys-error' : nothing} @input=${event => this.typed({appKey: event.target.value.trim()})}></div>
      <div class="field"><label for="secret">Secret</label><input id="secret" class="mono" type="password" autocomplete="off" spellcheck="false" .value=${this.secret}
        aria-invalid=${state} aria-describedby=${wrong ? 'keys-error' : nothing} @input=${event => this.typed({secret: event.target.value.trim()})}></div>
      ${fieldErrors(this.problem, 'keys', 'keys')}
    </section>`;
  }

  configuration() {
    if (!this.connection.quickConnect) {
      return html`<div class="notice warn">${icon('warning')}<p>${t('quick.unsupported', {name: this.connection.softwarePackageName})}</p></div>`;
    }
    return html`<section class="card stack" aria-labelledby="step-2"><h2 id="step-2" tabindex="-1">${t('quick.configure', {organisation: this.connection.organisation})}</h2>
      ${configuration({software: this.connection.softwarePackageName, organisation: this.connection.organisation, given: this.connection, administrations: this.administrations,
        canSales: this.connection.canProcessSalesInvoices, state: this, set: values => Object.assign(this, values), problem: this.problem})}
    </section>`;
  }

  buttons() {
    if (!this.connection) {
      return html`<div class="buttons"><button class="primary" ?disabled=${!this.appKey && !this.secret} aria-busy=${this.busy ? 'true' : 'false'}>${t('quick.check')}</button></div>`;
    }
    return html`<div class="buttons">${this.connection.quickConnect ? html`<button class="primary" ?disabled=${!this.confirmed} aria-busy=${this.busy ? 'true' : 'false'}>${t('quick.apply')}</button>` : nothing}
      <button type="button" @click=${this.clear}>${t('quick.otherKeys')}</button></div>`;
  }

  result() {
    const one = this.done;
    return html`<section class="card stack" aria-labelledby="step-3"><h2 id="step-3" tabindex="-1">${t('quick.done')}</h2>
      <div class="notice good">${icon('check')}<p>${t('quick.connected', {name: one.softwarePackageName, organisation: one.organisation})}</p></div>
      <dl class="facts"><div><dt>${t('connection.administration')}</dt><dd>${one.administration}</dd></div>
        <div><dt>${t('connection.startDate')}</dt><dd>${one.startDate ? date(one.startDate) : t('connection.noStartDate')}</dd></div>
        ${one.canProcessSalesInvoices ? html`<div><dt>${t('connection.salesInvoices')}</dt><dd>${one.salesInvoices ? t('yes') : t('no')}</dd></div>` : nothing}</dl>
      <div class="buttons"><button type="button" @click=${() => window.close()}>${t('close')}</button><button type="button" @click=${this.clear}>${t('quick.otherKeys')}</button></div></section>`;
  }
}

/** Puts what the server says about the keys or the address at their fields. */
function placed(problem) {
  if (['unauthenticated', 'keys-revoked', 'keys-superseded'].includes(problem.code)) {
    problem.violations = [{field: 'keys', message: t(`quick.problem.${problem.code}`)}];
  }
  return placeEmail(problem);
}

customElements.define('page-quick-connect', QuickConnectPage);
