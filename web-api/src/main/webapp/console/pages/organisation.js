import {html} from '../core/lit.js';
import {PageElement} from '../core/element.js';
import {api} from '../core/api.js';
import {t} from '../core/i18n.js';

/** An organisation at a glance. */
class OrganisationPage extends PageElement {
  get heading() {
    return this.organisation?.name ?? t('nav.organisation');
  }

  async load() {
    this.organisation = await api.organisation(this.params.organisation);
  }

  content() {
    const one = this.organisation;
    return html`<header class="page-head"><div><h1 tabindex="-1">${one.name}</h1></div></header>
      <dl class="facts card">
        <div><dt>${t('organisation.partyIds')}</dt><dd class="mono">${one.partyIds.join(', ')}</dd></div>
        <div><dt>${t('organisation.companyId')}</dt><dd class="mono">${one.companyId}</dd></div>
        <div><dt>${t('organisation.role')}</dt><dd>${t(`role.${one.role}`)}</dd></div>
      </dl>`;
  }
}

customElements.define('page-organisation', OrganisationPage);
