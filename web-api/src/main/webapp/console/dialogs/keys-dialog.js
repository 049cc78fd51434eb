import {html, nothing} from '../core/lit.js';
import {openQuickConnect} from '../core/connections.js';
import {t} from '../core/i18n.js';
import {session} from '../core/session.js';
import {put} from '../elements/copy-button.js';
import {check} from '../elements/field.js';
import {icon} from '../elements/icons.js';
import {toast} from '../elements/toast.js';
import {KoppelDialog, openDialog} from './dialog.js';

/**
 * The keys, while they can be seen: the Secret is nowhere else and never again. So nothing closes this by accident: no Escape, no
 * cross, and leaving the page asks first.
 */
class KeysDialog extends KoppelDialog {
  static properties = {organisation: {attribute: false}, softwarePackage: {attribute: false}, keys: {attribute: false},
    connection: {attribute: false}, warnings: {attribute: false}, stored: {state: true}};

  #leaving = event => event.preventDefault();

  constructor() {
    super();
    this.stored = false;
    this.size = 'large';
    this.warnings = [];
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener('beforeunload', this.#leaving);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('beforeunload', this.#leaving);
  }

  get heading() {
    return t('keys.heading', {name: this.softwarePackage?.name ?? ''});
  }

  get closable() {
    return false;
  }

  async quickConnect() {
    const {appKey, secret, clipboardText} = this.keys;
    await put(clipboardText ?? `APP_KEY:${appKey};SECRET_KEY:${secret};EMAIL_ID:;COMPANY_ID:${this.organisation.companyId};`);
    toast(t('keys.pasteNow'));
    openQuickConnect();
  }

  handOver() {
    openDialog('handover-dialog', {organisation: this.organisation, connection: this.connection});
  }

  submit() {
    this.close({stored: true});
  }

  body() {
    return html`<div class="notice warn">${icon('warning')}<p>${t('keys.once')}</p></div>
      ${this.warnings.map(() => html`<div class="notice info">${icon('info')}<p>${t('keys.besides')}</p></div>`)}
      <dl class="keys">
        <dt>App Key</dt><dd><code id="app-key">${this.keys.appKey}</code><copy-button .text=${this.keys.appKey} what="App Key"></copy-button></dd>
        <dt>Secret</dt><dd><code id="secret">${this.keys.secret}</code><copy-button .text=${this.keys.secret} what="Secret"></copy-button></dd>
        <dt>${t('organisation.companyId')}</dt><dd><code>${this.organisation.companyId}</code><copy-button .text=${this.organisation.companyId} what=${t('organisation.companyId')}></copy-button></dd>
      </dl>
      ${this.softwarePackage?.quickConnect ? html`<div class="offer"><div><strong>Quick Connect</strong><p class="hint">${t('keys.quickConnect')}</p></div>
        <button type="button" @click=${this.quickConnect}>${icon('bolt')}${t('keys.quickConnect.do')}</button></div>` : nothing}
      ${session.signedIn && this.connection ? html`<div class="offer"><p class="hint">${t('keys.colleague')}</p><button type="button" @click=${this.handOver}>${icon('link')}${t('connection.handover')}</button></div>` : nothing}
      ${check({id: 'stored', label: t('keys.stored'), checked: this.stored, onChange: value => (this.stored = value)})}`;
  }

  actions() {
    return this.submitButton(t('keys.close'), {disabled: !this.stored});
  }
}

customElements.define('keys-dialog', KeysDialog);
