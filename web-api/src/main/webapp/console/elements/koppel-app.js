import {html, nothing} from '../core/lit.js';
import {KoppelElement} from '../core/element.js';
import {t} from '../core/i18n.js';
import {router} from '../core/router.js';
import {session} from '../core/session.js';
import {api} from '../core/api.js';
import {openDialog} from '../dialogs/dialog.js';
import './page-header.js';
import './login-form.js';

/** The frame around the pages: header, navigation, and whose turn it is. */
class KoppelApp extends KoppelElement {
  static properties = {route: {state: true}, me: {state: true}};

  constructor() {
    super();
    this.route = router.route;
    this.me = null;
    router.addEventListener('change', () => this.show());
    session.addEventListener('change', () => this.who());
    session.addEventListener('ended', () => openDialog('session-dialog'));
    this.addEventListener('loaded', () => this.titled());
  }

  connectedCallback() {
    super.connectedCallback();
    this.who();
  }

  async who() {
    if (!session.signedIn) {
      this.me = null;
      this.requestUpdate();
    } else if (this.me?.email !== session.email) {
      this.me = {email: session.email, organisations: []};
      await this.refreshMe();
    }
  }

  async refreshMe() {
    try {
      this.me = {...await api.me(), email: session.email};
    } catch {
      // the page itself says what is wrong
    }
  }

  async show() {
    this.route = router.route;
    await this.updateComplete;
    scrollTo(0, 0);
    // so that a screen reader says where one is now
    this.querySelector('h1')?.focus();
    this.titled();
  }

  titled() {
    const heading = this.querySelector('main h1')?.textContent.trim();
    document.title = heading ? `${heading} · Koppel` : 'Koppel';
  }

  updated() {
    const place = this.querySelector('#page');
    const shown = this.allowed ? `${this.route.tag} ${JSON.stringify(this.route.params)}` : 'login';
    if (place && shown !== this.shown) {
      this.shown = shown;
      if (this.allowed) {
        place.replaceChildren(Object.assign(document.createElement(customElements.get(this.route.tag) ? this.route.tag : 'page-missing'), {params: this.route.params}));
      } else {
        place.replaceChildren(document.createElement('page-login'));
      }
    }
  }

  get allowed() {
    return this.route.open || session.signedIn || Boolean(this.me);
  }

  get organisation() {
    const id = this.route.params.organisation;
    return id ? {id, name: this.me?.organisations.find(one => one.id === id)?.name ?? ''} : null;
  }

  render() {
    return html`<a class="skip" href="#main" @click=${this.skip}>${t('skip')}</a>
      <page-header .me=${this.me} .organisation=${this.allowed ? this.organisation : null} .tag=${this.route.tag} .box=${this.route.params.box ?? nothing}></page-header>
      <main id="main" tabindex="-1"><div id="page"></div></main>
      <footer class="foot"><a href="../docs/" target="_blank" rel="noopener">${t('foot.api')}</a></footer>`;
  }

  skip(event) {
    event.preventDefault();
    this.querySelector('main').focus();
  }
}

customElements.define('koppel-app', KoppelApp);
