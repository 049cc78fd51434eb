import {html} from '../core/lit.js';
import {KoppelElement} from '../core/element.js';
import {t} from '../core/i18n.js';
import {session} from '../core/session.js';
import {field, focusFirstError} from './field.js';
import {problemBox} from './problem.js';

/** E-mail and password; in the log-in page, and in the dialog when a session has ended (the e-mail address is then fixed). */
class LoginForm extends KoppelElement {
  static properties = {email: {}, problem: {state: true}, busy: {state: true}};

  async submit(event) {
    event.preventDefault();
    const form = new FormData(event.target);
    this.busy = true;
    this.problem = null;
    try {
      await session.signIn(form.get('email').trim(), form.get('password'));
      this.dispatchEvent(new Event('signed-in', {bubbles: true}));
    } catch (problem) {
      // 401 here is about the password, not about a session
      this.problem = problem.status === 401 ? Object.assign(problem, {code: 'wrong-password'}) : problem;
      this.querySelector('input[type=password]').value = '';
      focusFirstError(this);
    }
    this.busy = false;
  }

  render() {
    return html`<form class="stack" novalidate @submit=${this.submit}>
      ${field({id: 'email', name: 'email', label: t('login.email'), type: 'email', autocomplete: 'username', required: true,
        value: this.email ?? '', readonly: Boolean(this.email), problem: this.problem})}
      ${field({id: 'password', name: 'password', label: t('login.password'), type: 'password', autocomplete: 'current-password',
        required: true, problem: this.problem})}
      ${problemBox(this.problem, {fields: ['email', 'password']})}
      <button class="primary" aria-busy=${this.busy ? 'true' : 'false'}>${t('login.do')}</button>
    </form>`;
  }
}

customElements.define('login-form', LoginForm);
