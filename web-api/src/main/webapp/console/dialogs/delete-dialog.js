import {html} from '../core/lit.js';
import {api} from '../core/api.js';
import {t} from '../core/i18n.js';
import {KoppelDialog} from './dialog.js';

class DeleteDialog extends KoppelDialog {
  static properties = {connection: {attribute: false}};

  get heading() {
    return t('delete.heading', {name: this.connection.name});
  }

  async submit() {
    const done = await this.attempt(async () => {
      await api.deleteConnection(this.connection.id);
      return true;
    });
    done && this.close({deleted: true});
  }

  body() {
    return html`<p>${t('delete.text')}</p>${this.connection.waiting ? html`<p>${t('delete.waiting', {n: this.connection.waiting})}</p>` : ''}`;
  }

  actions() {
    return html`${this.cancelButton()}${this.submitButton(t('connection.delete'), {danger: true})}`;
  }
}

customElements.define('delete-dialog', DeleteDialog);
