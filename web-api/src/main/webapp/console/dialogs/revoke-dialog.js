import {html, nothing} from '../core/lit.js';
import {api} from '../core/api.js';
import {t} from '../core/i18n.js';
import {icon} from '../elements/icons.js';
import {toast} from '../elements/toast.js';
import {check} from '../elements/field.js';
import {KoppelDialog} from './dialog.js';

/** Revoke: first what it means, counted anew at this moment. */
class RevokeDialog extends KoppelDialog {
  static properties = {organisation: {attribute: false}, connection: {attribute: false}, softwarePackage: {attribute: false},
    waiting: {state: true}, understood: {state: true}};

  constructor() {
    super();
    this.waiting = null;
    this.understood = false;
  }

  connectedCallback() {
    super.connectedCallback();
    this.waiting = this.connection.waiting;
    api.connection(this.connection.id).then(one => (this.waiting = one.waiting), () => {});
  }

  get heading() {
    return t('revoke.heading', {name: this.connection.name});
  }

  async submit() {
    if (this.understood) {
      const revoked = await this.attempt(() => api.revoke(this.connection.id));
      if (revoked) {
        this.close(revoked);
        toast(t('revoke.done', {n: revoked.withdrawn}));
      }
    }
  }

  body() {
    return html`<div class="notice ${this.waiting ? 'warn' : 'info'}">${icon(this.waiting ? 'warning' : 'info')}<p id="waiting">${t('revoke.waiting', {n: this.waiting ?? 0})}</p></div>
      <ul class="points">
        <li>${t('revoke.atOnce')}</li>
        <li>${t('revoke.noNew')}</li>
        <li>${t('revoke.kept')}</li>
        <li>${t('revoke.reconnect')}</li>
      </ul>
      ${check({id: 'understood', label: t('revoke.understood', {name: this.softwarePackage?.name ?? this.connection.name}), checked: this.understood,
        onChange: value => (this.understood = value)})}
      ${this.softwarePackage?.method === 'autopilot' ? nothing : html`<p class="hint">${t('revoke.lostOnly')}</p>`}`;
  }

  actions() {
    return html`${this.cancelButton()}${this.submitButton(t('connection.revokeKey'), {danger: true, disabled: !this.understood})}`;
  }
}

customElements.define('revoke-dialog', RevokeDialog);
