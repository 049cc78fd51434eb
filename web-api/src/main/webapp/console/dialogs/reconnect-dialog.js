import {html, nothing} from '../core/lit.js';
import {api} from '../core/api.js';
import {connectionPath, showKeys} from '../core/connections.js';
import {t} from '../core/i18n.js';
import {check, field} from '../elements/field.js';
import {KoppelDialog} from './dialog.js';

/** Reconnect: a new set of keys on the revoked connection; what waits is offered again unless the person says otherwise. */
class ReconnectDialog extends KoppelDialog {
  static properties = {organisation: {attribute: false}, connection: {attribute: false}, softwarePackage: {attribute: false}, reoffer: {state: true}};

  constructor() {
    super();
    this.reoffer = true;
  }

  get heading() {
    return t('reconnect.heading', {name: this.connection.name});
  }

  get fields() {
    return ['startDate'];
  }

  async submit(form) {
    const keys = await this.attempt(() => api.reconnect(this.connection.id, {reoffer: this.reoffer, startDate: form.get('startDate') || undefined}));
    if (keys) {
      this.close(keys);
      if (keys.secret) {
        await showKeys(this.organisation, this.softwarePackage, keys, this.connection);
      }
    }
  }

  more() {
    const other = this.problem?.body?.connectionId;
    return other ? html`<p><a href=${connectionPath(this.organisation.id, other)} @click=${() => this.close()}>${t('conflict.open')}</a></p>` : nothing;
  }

  body() {
    return html`<p>${t('reconnect.text')}</p>
      ${check({id: 'reoffer', label: t('reconnect.reoffer', {n: this.connection.waiting}), hint: t('reconnect.reoffer.hint'), checked: this.reoffer,
        onChange: value => (this.reoffer = value)})}
      ${field({id: 'start-date', name: 'startDate', label: t('quick.startDate'), hint: t('quick.startDate.hint'), type: 'date', value: this.connection.startDate ?? '', problem: this.problem})}`;
  }

  actions() {
    return html`${this.cancelButton()}${this.submitButton(t('connection.reconnect'))}`;
  }
}

customElements.define('reconnect-dialog', ReconnectDialog);
