import {html} from '../core/lit.js';
import {PageElement} from '../core/element.js';
import {api} from '../core/api.js';
import {date, number} from '../core/format.js';
import {t} from '../core/i18n.js';
import {openDialog} from '../dialogs/dialog.js';
import {icon} from '../elements/icons.js';
import {toast} from '../elements/toast.js';

/** The environments of the installation, for the operator. */
class EnvironmentsPage extends PageElement {
  get heading() {
    return t('nav.environments');
  }

  async load() {
    this.environments = (await api.environments()).items;
  }

  async create() {
    const created = await openDialog('environment-dialog');
    if (created) {
      toast(t('environments.created', {name: created.name}));
      document.querySelector('koppel-app').refreshMe();
      await this.refresh();
    }
  }

  content() {
    return html`<header class="page-head"><div><h1 tabindex="-1">${this.heading}</h1><p class="quiet">${t('environments.lead')}</p></div>
        <button type="button" class="primary" @click=${this.create}>${icon('plus')}${t('environments.new')}</button></header>
      <table class="table"><caption class="unseen">${this.heading}</caption>
        <thead><tr><th scope="col">${t('organisation.name')}</th><th scope="col">${t('environments.administrators')}</th><th scope="col">${t('environments.timeZone')}</th>
          <th scope="col" class="right">${t('environments.organisations')}</th><th scope="col">${t('connection.created')}</th></tr></thead>
        <tbody>${this.environments.map(one => html`<tr><td class="lead"><span class="strong">${one.name}</span></td>
          <td data-label=${t('environments.administrators')} class="break">${one.administrators.join(', ')}</td>
          <td data-label=${t('environments.timeZone')}>${one.timeZone}</td>
          <td data-label=${t('environments.organisations')} class="right">${number(one.organisations)}</td>
          <td data-label=${t('connection.created')} class="nowrap">${date(one.createdOn)}</td></tr>`)}</tbody></table>`;
  }
}

customElements.define('page-environments', EnvironmentsPage);
