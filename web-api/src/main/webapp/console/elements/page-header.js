import {html, nothing} from '../core/lit.js';
import {KoppelElement} from '../core/element.js';
import {language, t} from '../core/i18n.js';
import {session} from '../core/session.js';
import {openDialog} from '../dialogs/dialog.js';
import {router} from '../core/router.js';
import {api} from '../core/api.js';
import {icon} from './icons.js';
import './organisation-picker.js';

const THEMES = ['system', 'light', 'dark'];
const ICONS = {system: 'system', light: 'sun', dark: 'moon'};

/** The top of every page: where one is, where one can go, language, colours, log out. */
class PageHeader extends KoppelElement {
  static properties = {me: {attribute: false}, organisation: {attribute: false}, tag: {}, box: {}, theme: {state: true}, choices: {state: true}};

  constructor() {
    super();
    this.choices = null;
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

  #outside = event => {
    if (!this.querySelector('.switcher')?.contains(event.target)) {
      this.closeSwitcher();
    }
  };

  async openSwitcher() {
    if (this.choices) {
      this.closeSwitcher();
      return;
    }
    document.addEventListener('pointerdown', this.#outside);
    // what is known already is shown at once; party ids and company ids come after it
    this.choices = this.me.organisations;
    await this.updateComplete;
    this.querySelector('organisation-picker').focus();
    try {
      const page = await api.organisations();
      this.choices &&= page.items;
    } catch {
      // the names alone do
    }
  }

  closeSwitcher() {
    this.choices = null;
    document.removeEventListener('pointerdown', this.#outside);
  }

  onSwitcher(event) {
    if (event.key === 'Escape') {
      event.stopPropagation();
      this.closeSwitcher();
      this.querySelector('.switcher button').focus();
    }
  }

  /** The same page of another organisation, where it has one. */
  switchTo(organisation) {
    this.closeSwitcher();
    const section = this.tag.includes('connection') ? '/connections' : this.box ? `/${this.box}` : this.tag === 'page-audit' ? '/audit' : '';
    router.go(`organisations/${organisation.id}${section}`);
  }

  updated() {
    // on a phone both rows are wider than the screen
    this.querySelectorAll('nav [aria-current]').forEach(here => here.scrollIntoView({block: 'nearest', inline: 'center'}));
  }

  render() {
    const other = language.code === 'nl' ? 'en' : 'nl';
    return html`<header class="top">
      <a class="brand" href="." aria-label=${t('home')}><img src=${new URL('../icon.svg', import.meta.url).href} alt="" width="26" height="26"><span>Koppel</span></a>
      ${this.me ? html`<nav aria-label=${t('nav.main')}>
        <a href="." aria-current=${this.tag === 'page-environment' ? 'page' : nothing}>${t('nav.environment')}</a>
        ${this.me.operator ? html`<a href="environments" aria-current=${this.tag === 'page-environments' ? 'page' : nothing}>${t('nav.environments')}</a>
          <a href="party-ids" aria-current=${this.tag === 'page-party-ids' ? 'page' : nothing}>${t('nav.partyIds')}</a>
          <a href="batch-runs" aria-current=${this.tag.startsWith('page-batch') ? 'page' : nothing}>${t('nav.batchRuns')}</a>
          <a href="audit" aria-current=${this.tag === 'page-installation-audit' ? 'page' : nothing}>${t('nav.audit')}</a>` : nothing}
      </nav>` : nothing}
      <div class="tools">
        <button type="button" class="ghost" lang=${other} @click=${() => language.use(other)}>${other === 'nl' ? 'Nederlands' : 'English'}</button>
        <button type="button" class="ghost" aria-label=${t(`theme.${this.theme}`)} title=${t(`theme.${this.theme}`)} @click=${this.nextTheme}>${icon(ICONS[this.theme])}</button>
        ${this.me ? html`<action-menu class="who" label=${t('account', {email: this.me.email})} text=${this.me.email} .items=${[
          {label: t('password.heading'), run: () => openDialog('password-dialog')}, {label: t('logout'), run: () => session.signOut()}]}></action-menu>` : nothing}
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
    return html`<div class="bar">${this.switcher()}<nav class="tabs" aria-label=${this.organisation.name || t('nav.organisation')}>
      ${tabs.map(([path, name, here]) => html`<a href=${path} aria-current=${here ? 'page' : nothing}>${name}</a>`)}
    </nav></div>`;
  }

  switcher() {
    const {name, id} = this.organisation;
    if (this.me.organisations.length < 2) {
      return html`<div class="switcher"><span class="switcher-name">${name}</span></div>`;
    }
    return html`<div class="switcher" @keydown=${this.onSwitcher} @focusout=${event => event.relatedTarget && !event.currentTarget.contains(event.relatedTarget) && this.closeSwitcher()}>
      <button type="button" class="ghost switcher-name" aria-haspopup="dialog" aria-expanded=${this.choices ? 'true' : 'false'} aria-label=${t('nav.switch', {name})} @click=${this.openSwitcher}><span>${name}</span>${icon('down')}</button>
      ${this.choices ? html`<div class="panel" role="dialog" aria-label=${t('nav.switchTo')}><organisation-picker name="switch" bare label=${t('nav.switchTo')} .organisations=${this.choices} .chosen=${id}
        @picked=${event => this.switchTo(event.detail)}></organisation-picker></div>` : nothing}</div>`;
  }
}

customElements.define('page-header', PageHeader);
