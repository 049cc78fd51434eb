import {html} from '../core/lit.js';
import {KoppelElement} from '../core/element.js';
import {t} from '../core/i18n.js';

class LoginPage extends KoppelElement {
  firstUpdated() {
    this.querySelector('login-form').updateComplete.then(() => this.querySelector('input').focus());
    this.dispatchEvent(new Event('loaded', {bubbles: true}));
  }

  render() {
    return html`<section class="card narrow"><h1 tabindex="-1">${t('login.heading')}</h1><login-form></login-form></section>`;
  }
}

customElements.define('page-login', LoginPage);
