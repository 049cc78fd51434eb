import {html, nothing} from '../core/lit.js';
import {t} from '../core/i18n.js';
import {session} from '../core/session.js';
import {KoppelDialog} from './dialog.js';
import '../elements/login-form.js';

/** The session has ended: log in again and go on where it stopped. */
class SessionDialog extends KoppelDialog {
  get heading() {
    return t('session.ended');
  }

  get closable() {
    return false;
  }

  async firstUpdated() {
    await super.firstUpdated();
    this.querySelector('login-form').updateComplete.then(() => this.querySelector('input[type=password]').focus());
  }

  // a form cannot lie in a form: this dialog brings its own
  render() {
    return html`<dialog aria-labelledby="session-heading" @cancel=${event => event.preventDefault()}
        @close=${() => this.dispatchEvent(new Event('ended'))}>
      <header><h2 id="session-heading" tabindex="-1">${this.heading}</h2></header>
      <div class="dialog-body"><p>${t('session.goOn')}</p>
        <login-form .email=${session.email ?? nothing} @signed-in=${() => this.close()}></login-form>
        <p><button type="button" class="link" @click=${this.leave}>${t('session.asSomebodyElse')}</button></p></div>
    </dialog>`;
  }

  leave() {
    this.close();
    session.signOut();
  }
}

customElements.define('session-dialog', SessionDialog);
