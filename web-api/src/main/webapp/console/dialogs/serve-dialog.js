import {html, nothing} from '../core/lit.js';
import {api} from '../core/api.js';
import {connectionPath} from '../core/connections.js';
import {t} from '../core/i18n.js';
import {check, field} from '../elements/field.js';
import {administrationField} from '../elements/configuration.js';
import {toast} from '../elements/toast.js';
import '../elements/organisation-picker.js';
import {KoppelDialog} from './dialog.js';

/** A further organisation that the keys of a connection serve: a new one, or how one is served. */
class ServeDialog extends KoppelDialog {
  static properties = {organisation: {attribute: false}, connection: {attribute: false}, softwarePackage: {attribute: false}, served: {attribute: false},
    choices: {state: true}, other: {state: true}, administrations: {state: true}, sales: {state: true}};

  constructor() {
    super();
    Object.assign(this, {served: null, choices: null, other: null, administrations: null, sales: false});
  }

  connectedCallback() {
    super.connectedCallback();
    this.sales = this.served?.salesInvoices ?? Boolean(this.softwarePackage.directions.sales);
    if (this.served) {
      this.pick(this.served);
    } else {
      const taken = new Set([this.organisation.id, ...this.connection.organisations.map(one => one.id)]);
      api.organisations().then(page => this.offer(page.items.filter(one => one.role === 'administrator' && !taken.has(one.id)
        && one.environmentId === this.organisation.environmentId)), problem => Object.assign(this, {choices: [], problem}));
    }
  }

  async offer(choices) {
    this.choices = choices;
    await this.updateComplete;
    this.querySelector('organisation-picker')?.focus();
  }

  get heading() {
    return this.served ? t('serve.change', {name: this.served.name}) : t('serve.heading', {name: this.connection.name});
  }

  get fields() {
    return ['administration', 'startDate', 'salesInvoices'];
  }

  /** Its administrations come with it, where the vendor has told of any. */
  async pick(other) {
    Object.assign(this, {other, administrations: null, problem: null});
    let known = [];
    try {
      known = (await api.administrations(this.connection.id, other.id)).items;
    } catch {
      // then the code is entered by hand, and the server says whether it is right
    }
    if (this.other?.id === other.id) {
      this.administrations = known;
    }
  }

  async submit(form) {
    if (!this.other || !this.administrations) {
      this.querySelector('organisation-picker')?.focus();
      return;
    }
    const wish = {administration: form.get('administration').trim(), startDate: form.get('startDate'),
      salesInvoices: this.softwarePackage.directions.sales ? this.sales : undefined};
    const done = await this.attempt(() => api.serve(this.connection.id, this.other.id, wish));
    if (done) {
      this.close(done);
      toast(t(this.served ? 'serve.changed' : 'serve.added', {name: this.other.name}));
    }
  }

  more() {
    const other = this.problem?.body?.connectionId;
    return other && this.other ? html`<p><a href=${connectionPath(this.other.id, other)} @click=${() => this.close()}>${t('conflict.open')}</a></p>` : nothing;
  }

  body() {
    if (!this.served && this.choices === null) {
      return html`<div class="skeleton"></div>`;
    }
    if (!this.served && !this.choices.length) {
      return html`<p>${t('serve.none')}</p>`;
    }
    return html`${this.served ? nothing : html`<p>${t('serve.text')}</p>
      ${this.other ? html`<div class="picked"><span><strong>${this.other.name}</strong> <span class="quiet mono">${this.other.companyId}</span></span>
          <button type="button" class="link" @click=${this.again}>${t('serve.another')}</button></div>`
        : html`<organisation-picker name="serve" label=${t('serve.organisation')} .organisations=${this.choices} @picked=${event => this.picked(event.detail)}></organisation-picker>`}`}
      ${this.other ? this.settings() : nothing}`;
  }

  async picked(organisation) {
    this.pick(organisation);
    await this.updateComplete;
    this.querySelector('.picked button')?.focus();
  }

  async again() {
    this.other = null;
    await this.updateComplete;
    this.querySelector('organisation-picker').focus();
  }

  settings() {
    return this.administrations === null ? html`<div class="skeleton"></div>` : html`
      ${administrationField({administrations: this.administrations, value: this.served?.administration, optional: true, problem: this.problem})}
      ${field({id: 'start-date', name: 'startDate', label: t('quick.startDate'), hint: t('quick.startDate.hint'), type: 'date', value: this.served?.startDate ?? '', problem: this.problem})}
      ${this.softwarePackage.directions.sales ? check({id: 'sales', label: t('quick.sales'), checked: this.sales, onChange: sales => (this.sales = sales)}) : nothing}`;
  }

  actions() {
    return html`${this.cancelButton()}${this.submitButton(t(this.served ? 'save' : 'serve.add'), {disabled: !this.administrations})}`;
  }
}

customElements.define('serve-dialog', ServeDialog);
