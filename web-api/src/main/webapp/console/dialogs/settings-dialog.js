import {html} from '../core/lit.js';
import {api} from '../core/api.js';
import {t} from '../core/i18n.js';
import {CONFIGURATION_FIELDS, configuration, placeEmail, wishOf} from '../elements/configuration.js';
import {KoppelDialog} from './dialog.js';

/** Administration, start date and sales invoices of a connection, for an administrator who is signed in: no keys are needed. */
class SettingsDialog extends KoppelDialog {
  static properties = {organisation: {attribute: false}, connection: {attribute: false}, softwarePackage: {attribute: false},
    administrations: {state: true}, email: {state: true}, sales: {state: true}, confirmed: {state: true}};

  constructor() {
    super();
    Object.assign(this, {administrations: null, email: '', confirmed: false});
  }

  connectedCallback() {
    super.connectedCallback();
    this.sales = this.connection.salesInvoices ?? false;
    api.administrations(this.connection.id).then(page => (this.administrations = page.items), problem => Object.assign(this, {administrations: [], problem}));
  }

  get heading() {
    return t('settings.heading', {name: this.connection.name});
  }

  get fields() {
    return CONFIGURATION_FIELDS;
  }

  async submit(form) {
    const changed = await this.attempt(() => api.quickConnect(this.connection.id, wishOf(form, this)).catch(problem => {
      throw placeEmail(problem);
    }));
    changed && this.close(changed);
  }

  body() {
    return this.administrations === null ? html`<div class="skeleton"></div>` : configuration({software: this.softwarePackage.name, organisation: this.organisation.name,
      given: this.connection, administrations: this.administrations, canSales: this.softwarePackage.directions.sales, state: this,
      set: values => Object.assign(this, values), problem: this.problem});
  }

  actions() {
    return html`${this.cancelButton()}${this.submitButton(t('quick.apply'), {disabled: !this.confirmed})}`;
  }
}

customElements.define('settings-dialog', SettingsDialog);
