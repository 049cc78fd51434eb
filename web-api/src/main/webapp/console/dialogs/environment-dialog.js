import {html, nothing} from '../core/lit.js';
import {api} from '../core/api.js';
import {t} from '../core/i18n.js';
import {check, choice, field} from '../elements/field.js';
import {icon} from '../elements/icons.js';
import {KoppelDialog} from './dialog.js';

const ZONES = globalThis.Intl?.supportedValuesOf?.('timeZone') ?? [];

/** A new environment and who administers it. The password of a new account is shown once, like a Secret. */
class EnvironmentDialog extends KoppelDialog {
  static properties = {who: {state: true}, created: {state: true}, stored: {state: true}};

  constructor() {
    super();
    Object.assign(this, {who: 'other', created: null, stored: false});
  }

  get heading() {
    return this.created ? t('environments.password', {name: this.created.name}) : t('environments.new');
  }

  get closable() {
    return super.closable && !this.created;
  }

  get fields() {
    return ['name', 'timeZone', 'administrator.email', 'administrator.name'];
  }

  async submit(form) {
    if (this.created) {
      this.close(this.created);
      return;
    }
    const administrator = this.who === 'other' ? {email: form.get('administrator.email').trim(), name: form.get('administrator.name').trim() || undefined} : undefined;
    const created = await this.attempt(() => api.createEnvironment({name: form.get('name').trim(), timeZone: form.get('timeZone').trim() || undefined, administrator}));
    if (created?.password) {
      this.created = created;
      await this.updateComplete;
      this.querySelector('h2').focus();
    } else if (created) {
      this.close(created);
    }
  }

  body() {
    return this.created ? html`<div class="notice warn">${icon('warning')}<p>${t('environments.once')}</p></div>
      <dl class="keys"><dt>${t('login.email')}</dt><dd><code>${this.created.administrators[0]}</code><copy-button .text=${this.created.administrators[0]} what=${t('login.email')}></copy-button></dd>
        <dt>${t('login.password')}</dt><dd><code id="first-password">${this.created.password}</code><copy-button .text=${this.created.password} what=${t('login.password')}></copy-button></dd></dl>
      ${check({id: 'stored', label: t('environments.stored'), checked: this.stored, onChange: value => (this.stored = value)})}`
      : html`${field({id: 'name', name: 'name', label: t('organisation.name'), required: true, maxlength: 200, problem: this.problem})}
        ${field({id: 'zone', name: 'timeZone', label: t('environments.timeZone'), hint: t('environments.timeZone.hint'), value: 'Europe/Amsterdam', list: 'zones', problem: this.problem})}
        <datalist id="zones">${ZONES.map(zone => html`<option value=${zone}></option>`)}</datalist>
        ${choice({name: 'who', legend: t('environments.administrator'), value: this.who, onChange: who => (this.who = who), options: [
          {value: 'other', label: t('environments.other'), hint: t('environments.other.hint')}, {value: 'me', label: t('environments.me')}]})}
        ${this.who === 'other' ? html`${field({id: 'administrator-email', name: 'administrator.email', label: t('login.email'), type: 'email', required: true, problem: this.problem})}
          ${field({id: 'administrator-name', name: 'administrator.name', label: t('environments.person'), maxlength: 200, problem: this.problem})}` : nothing}`;
  }

  actions() {
    return this.created ? this.submitButton(t('keys.close'), {disabled: !this.stored}) : html`${this.cancelButton()}${this.submitButton(t('environments.create'))}`;
  }
}

customElements.define('environment-dialog', EnvironmentDialog);
