import {html, nothing} from '../core/lit.js';
import {PageElement} from '../core/element.js';
import {api} from '../core/api.js';
import {t} from '../core/i18n.js';
import {router} from '../core/router.js';
import {openDialog} from '../dialogs/dialog.js';
import {icon} from '../elements/icons.js';
import {toast} from '../elements/toast.js';

const SEARCH_FROM = 8;
/** The name that an installation's first environment has says nothing that the heading does not. */
const OWN_NAME = /^my environment$/i;

/** My environment: its organisations. */
class EnvironmentPage extends PageElement {
  static properties = {search: {state: true}};

  get heading() {
    return t('environment.heading');
  }

  async load() {
    [this.me, this.organisations] = await Promise.all([api.me(), api.organisations().then(page => page.items)]);
  }

  async create() {
    const created = await openDialog('organisation-dialog');
    if (created) {
      if (created.warnings?.length) {
        toast(t('organisation.warned', {partyIds: created.warnings.map(warning => warning.split(': ')[0]).join(', ')}));
      }
      document.querySelector('koppel-app').refreshMe();
      router.go(`organisations/${created.id}`);
    }
  }

  content() {
    const wanted = (this.search ?? '').trim().toLowerCase();
    const shown = this.organisations.filter(one =>
      [one.name, one.companyId, ...one.partyIds, ...(one.unconfirmedPartyIds ?? [])].some(text => text.toLowerCase().includes(wanted)));
    return html`<header class="page-head"><div><h1 tabindex="-1">${this.heading}</h1>
        <p class="quiet">${this.me.environments.map(one => one.name).filter(name => !OWN_NAME.test(name)).join(', ')}</p></div>
      <button type="button" class="primary" @click=${this.create}>${icon('plus')}${t('organisation.new')}</button></header>
      ${this.organisations.length >= SEARCH_FROM ? html`<div class="filter"><label class="unseen" for="search">${t('environment.search')}</label>
        <input id="search" type="search" placeholder=${t('environment.search')} .value=${this.search ?? ''} @input=${event => (this.search = event.target.value)}></div>` : nothing}
      ${this.organisations.length ? this.list(shown) : html`<div class="empty"><p>${t('environment.empty')}</p></div>`}`;
  }

  list(shown) {
    return html`<p class="unseen" role="status">${this.search ? t('environment.found', {n: shown.length}) : ''}</p>
    <ul class="rows">${shown.map(one => html`<li><a class="row" href=${`organisations/${one.id}`}>
      <span class="row-main"><strong>${one.name}</strong><span class="quiet mono">${one.partyIds.join(' · ')}</span>
        ${one.unconfirmedPartyIds?.length ? html`<span class="quiet"><span class="mono">${one.unconfirmedPartyIds.join(' · ')}</span> ${t('partyIds.waits')}</span>` : nothing}</span>
      <span class="quiet mono">${one.companyId}</span>
      <span class="badge quiet">${t(`role.${one.role}`)}</span></a></li>`)}</ul>`;
  }
}

customElements.define('page-environment', EnvironmentPage);
