import {html, nothing} from '../core/lit.js';
import {KoppelElement} from '../core/element.js';
import {language, t} from '../core/i18n.js';
import {session} from '../core/session.js';
import {icon} from './icons.js';

const THEMES = ['system', 'light', 'dark'];
const ICONS = {system: 'system', light: 'sun', dark: 'moon'};

/** The top of every page: where one is, where one can go, language, colours, log out. */
class PageHeader extends KoppelElement {
  static properties = {me: {attribute: false}, organisation: {attribute: false}, tag: {}, box: {}, theme: {state: true}};

  constructor() {
    super();
    this.theme = localStorage.getItem('koppel.theme') ?? 'system';
  }

  nextTheme() {
    this.theme = THEMES[(THEMES.indexOf(this.theme) + 1) % THEMES.length];
    localStorage.setItem('koppel.theme', this.theme);
    if (this.theme === 'system') {
      delete document.documentElement.dataset.theme;
    } else {
      document.documentElement.dataset.theme = this.theme;
    }
  }

  updated() {
    // on a phone the tabs are wider than the screen
    this.querySelector('.tabs [aria-current]')?.scrollIntoView({block: 'nearest', inline: 'center'});
  }

  render() {
    const other = language.code === 'nl' ? 'en' : 'nl';
    return html`<header class="top">
      <a class="brand" href="." aria-label=${t('home')}><img src=${new URL('../icon.svg', import.meta.url).href} alt="" width="26" height="26"><span>Koppel</span></a>
      ${this.me ? html`<nav aria-label=${t('nav.main')}>
        <a href="." aria-current=${this.tag === 'page-environment' ? 'page' : nothing}>${t('nav.environment')}</a>
        ${this.me.operator ? html`<a href="batch-runs" aria-current=${this.tag.startsWith('page-batch') ? 'page' : nothing}>${t('nav.batchRuns')}</a>` : nothing}
      </nav>` : nothing}
      <div class="tools">
        <button type="button" class="ghost" lang=${other} @click=${() => language.use(other)}>${other === 'nl' ? 'Nederlands' : 'English'}</button>
        <button type="button" class="ghost" aria-label=${t(`theme.${this.theme}`)} title=${t(`theme.${this.theme}`)} @click=${this.nextTheme}>${icon(ICONS[this.theme])}</button>
        ${this.me ? html`<span class="who" title=${this.me.email}>${this.me.email}</span>
          <button type="button" class="ghost" @click=${() => session.signOut()}>${t('logout')}</button>` : nothing}
      </div>
    </header>
    ${this.me && this.organisation ? this.tabs(`organisations/${this.organisation.id}`) : nothing}`;
  }

  tabs(root) {
    const tabs = [
      [root, t('nav.overview'), this.tag === 'page-organisation'],
      [`${root}/connections`, t('nav.connections'), this.tag.includes('connection')],
      [`${root}/inbox`, t('nav.inbox'), this.box === 'inbox'],
      [`${root}/outbox`, t('nav.outbox'), this.box === 'outbox'],
      [`${root}/audit`, t('nav.audit'), this.tag === 'page-audit'],
    ];
    return html`<nav class="tabs" aria-label=${this.organisation.name || t('nav.organisation')}>
      <span class="tabs-name">${this.organisation.name}</span>
      ${tabs.map(([path, name, here]) => html`<a href=${path} aria-current=${here ? 'page' : nothing}>${name}</a>`)}
    </nav>`;
  }
}

customElements.define('page-header', PageHeader);
