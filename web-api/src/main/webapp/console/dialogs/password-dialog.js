import {html} from '../core/lit.js';
import {api} from '../core/api.js';
import {t} from '../core/i18n.js';
import {field} from '../elements/field.js';
import {toast} from '../elements/toast.js';
import {KoppelDialog} from './dialog.js';

/** The password of whoever is signed in. */
class PasswordDialog extends KoppelDialog {
  get heading() {
    return t('password.heading');
  }

  get fields() {
    return ['currentPassword', 'newPassword'];
  }

  async submit(form) {
    const done = await this.attempt(() => api.changePassword({currentPassword: form.get('currentPassword'), newPassword: form.get('newPassword')}).catch(problem => {
      if (problem.status === 403) {
        problem.violations = [{field: 'currentPassword', message: t('password.wrong')}];
      }
      throw problem;
    }));
    if (done) {
      this.close(true);
      toast(t('password.done'));
    }
  }

  body() {
    return html`${field({id: 'current-password', name: 'currentPassword', label: t('password.current'), type: 'password', autocomplete: 'current-password', required: true, problem: this.problem})}
      ${field({id: 'new-password', name: 'newPassword', label: t('password.new'), type: 'password', autocomplete: 'new-password', required: true, problem: this.problem})}`;
  }

  actions() {
    return html`${this.cancelButton()}${this.submitButton(t('save'))}`;
  }

  async firstUpdated() {
    await super.firstUpdated();
    this.querySelector('#current-password').focus();
  }
}

customElements.define('password-dialog', PasswordDialog);
