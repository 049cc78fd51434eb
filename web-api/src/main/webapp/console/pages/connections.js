import {html, nothing} from '../core/lit.js';
import {PageElement} from '../core/element.js';
import {api} from '../core/api.js';
import {actions, connectionPath, openQuickConnect, reachedByReoffer, reoffer, servedActions} from '../core/connections.js';
import {ago, number} from '../core/format.js';
import {t} from '../core/i18n.js';
import {icon} from '../elements/icons.js';
import {stateBadge} from '../elements/state.js';

/** The connections of an organisation. */
class ConnectionsPage extends PageElement {
  get heading() {
    return t('nav.connections');
  }

  async load() {
    const id = this.params.organisation;
    [this.organisation, this.connections, this.packages] = await Promise.all(
      [api.organisation(id), api.connections(id).then(page => page.items), api.softwarePackages()]);
  }

  get administrator() {
    return this.organisation.role === 'administrator';
  }

  content() {
    return html`<header class="page-head"><div><h1 tabindex="-1">${this.heading}</h1><p class="quiet">${t('connections.lead')}</p></div>
      ${this.administrator ? this.acts() : nothing}</header>
      ${this.connections.length ? this.table() : html`<div class="empty">${icon('link')}<p>${t('connections.empty')}</p></div>`}`;
  }

  /** What concerns all of them. */
  acts() {
    const connections = reachedByReoffer(this.connections, this.packages);
    return html`<div class="buttons">
      ${connections.length ? html`<button type="button" @click=${() => reoffer(this.organisation, {connections})}>${icon('repeat')}${t('reoffer.all')}</button>` : nothing}
      <a class="button primary" href=${`organisations/${this.organisation.id}/connections/new`}>${icon('plus')}${t('connections.create')}</a></div>`;
  }

  table() {
    return html`<table class="table">
      <caption class="unseen">${this.heading}</caption>
      <thead><tr><th scope="col">${t('connection.name')}</th><th scope="col">${t('connection.stateWord')}</th><th scope="col">${t('connection.lastUsed')}</th>
        <th scope="col" class="right">${t('connection.waiting')}</th><th scope="col"><span class="unseen">${t('actions')}</span></th></tr></thead>
      <tbody>${this.connections.map(one => this.row(one))}</tbody>
    </table>`;
  }

  row(one) {
    const softwarePackage = this.packages.find(other => other.id === one.softwarePackage);
    const owned = !one.ownedBy;
    return html`<tr>
      <td class="lead"><a href=${connectionPath(this.organisation.id, one.id)}>${one.name}</a>
        <span class="quiet">${[softwarePackage?.name !== one.name && softwarePackage?.name, one.administration && t('connection.inAdministration', {name: one.administration})].filter(Boolean).join(' · ')}</span>
        ${owned ? nothing : html`<span class="quiet">${icon('link')} ${t('connection.ownedBy', {name: one.ownedBy.name})}</span>`}</td>
      <td data-label=${t('connection.stateWord')}>${stateBadge('connection', one.state)}</td>
      <td data-label=${t('connection.lastUsed')}>${owned ? ago(one.lastUsedOn) : html`<span class="quiet">–</span>`}</td>
      <td data-label=${t('connection.waiting')} class="right">${one.waiting ? html`<strong>${number(one.waiting)}</strong>` : number(0)}</td>
      <td class="row-actions">${owned && one.state === 'active' && softwarePackage?.quickConnect && this.administrator
        ? html`<button type="button" class="small" @click=${openQuickConnect}>${icon('bolt')}Quick Connect<span class="unseen">: ${one.name}</span></button>` : nothing}
        ${this.administrator ? html`<action-menu label=${t('connections.menu', {name: one.name})}
          .items=${(owned ? actions : servedActions)(this.organisation, one, softwarePackage, () => this.refresh())}></action-menu>` : nothing}</td>
    </tr>`;
  }
}

customElements.define('page-connections', ConnectionsPage);
