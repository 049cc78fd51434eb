import {html} from '../core/lit.js';
import {api} from '../core/api.js';
import {t} from '../core/i18n.js';
import {icon} from '../elements/icons.js';
import {toast} from '../elements/toast.js';
import {KoppelDialog} from './dialog.js';

/** A connection no longer serves one of its organisations: first what that means. */
class UnserveDialog extends KoppelDialog {
  static properties = {connection: {attribute: false}, served: {attribute: false}, leaving: {attribute: false}};

  get heading() {
    return this.leaving ? t('unserve.leaveHeading', {owner: this.connection.ownedBy.name}) : t('unserve.heading', {name: this.served.name, connection: this.connection.name});
  }

  async submit() {
    const done = await this.attempt(async () => {
      await api.unserve(this.connection.id, this.served.id);
      return true;
    });
    if (done) {
      this.close({removed: true});
      toast(t('unserve.done', {name: this.served.name, connection: this.connection.name}));
    }
  }

  body() {
    return html`<div class="notice ${this.served.waiting ? 'warn' : 'info'}">${icon(this.served.waiting ? 'warning' : 'info')}<p>${t('revoke.waiting', {n: this.served.waiting ?? 0})}</p></div>
      <ul class="points"><li>${t('unserve.atOnce', {name: this.served.name})}</li><li>${t('unserve.kept')}</li><li>${t('unserve.others')}</li></ul>`;
  }

  actions() {
    return html`${this.cancelButton()}${this.submitButton(t(this.leaving ? 'unserve.leave' : 'unserve.do'), {danger: true})}`;
  }
}

customElements.define('unserve-dialog', UnserveDialog);
