import {html, nothing} from '../core/lit.js';
import {PageElement} from '../core/element.js';
import {api} from '../core/api.js';
import {actions, connectionPath, openQuickConnect, servedActions} from '../core/connections.js';
import {ago, date, duration, minute, moment, number} from '../core/format.js';
import {t} from '../core/i18n.js';
import {router} from '../core/router.js';
import {furtherOrganisations} from '../elements/further-organisations.js';
import {icon} from '../elements/icons.js';
import {keySets} from '../elements/key-sets.js';
import {packageMarks} from '../elements/package-marks.js';
import {stateBadge} from '../elements/state.js';

/** One connection: how it is, and everything that can be done with it. */
class ConnectionPage extends PageElement {
  get heading() {
    return this.connection?.name ?? t('nav.connection');
  }

  async load() {
    const {organisation, connection} = this.params;
    let packages;
    [this.organisation, this.connection, packages] = await Promise.all(
      [api.organisation(organisation), api.connection(connection), api.softwarePackages()]);
    const listed = packages.find(one => one.id === this.connection.softwarePackage);
    // an own app has the directions that were chosen for it
    this.package = listed && {...listed, directions: this.connection.directions ?? listed.directions};
    // only administrators may see who uses the keys
    const own = !this.connection.ownedBy;
    const administrator = own && this.organisation.role === 'administrator';
    const keys = own && this.connection.method !== 'autopilot';
    [this.uses, this.sets] = (await Promise.all([administrator ? api.uses(connection) : {items: []}, keys ? api.keySets(connection) : {items: []}])).map(page => page.items);
  }

  async changed(result) {
    if (result.deleted) {
      router.go(`organisations/${this.organisation.id}/connections`);
    } else {
      await this.refresh();
    }
  }

  content() {
    return this.connection.ownedBy ? this.served() : this.own();
  }

  own() {
    const one = this.connection;
    const all = this.organisation.role === 'administrator' ? actions(this.organisation, one, this.package, result => this.changed(result)) : [];
    const first = all.filter(item => ['newSet', 'revoke', 'reconnect'].includes(item.name) && !item.off);
    return html`<header class="page-head"><div>
        <p class="crumb"><a href=${`organisations/${this.organisation.id}/connections`}>${t('nav.connections')}</a></p>
        <h1 tabindex="-1">${one.name}</h1><p class="line">${stateBadge('connection', one.state)} <span class="quiet">${this.package?.name}</span> ${this.package ? packageMarks(this.package) : nothing}</p></div>
      <div class="buttons">
        ${one.state === 'active' && this.package?.quickConnect && all.length ? html`<button type="button" @click=${openQuickConnect}>${icon('bolt')}Quick Connect</button>` : nothing}
        ${first.map(item => html`<button type="button" class=${item.danger ? 'danger-outline' : ''} @click=${item.run}>${item.label}</button>`)}
        ${all.length ? html`<action-menu label=${t('connections.menu', {name: one.name})} .items=${all.filter(item => !first.includes(item) && item.name !== 'settings')}></action-menu>` : nothing}
      </div></header>
      ${this.notices(one)}
      <div class="columns">${this.health(one)}${this.settings(one, all.find(item => item.name === 'settings'))}</div>
      ${furtherOrganisations({organisation: this.organisation, connection: one, softwarePackage: this.package, may: all.length > 0, changed: () => this.refresh()})}
      ${keySets(this.sets)}
      ${this.usesTable()}`;
  }

  /** A connection of another organisation: how it handles our documents, and nothing of its keys. */
  served() {
    const one = this.connection;
    const service = one.organisations.find(other => other.id === this.organisation.id) ?? one;
    const [leave] = this.organisation.role === 'administrator' ? servedActions(this.organisation, one, this.package, result => this.changed(result)) : [];
    return html`<header class="page-head"><div>
        <p class="crumb"><a href=${`organisations/${this.organisation.id}/connections`}>${t('nav.connections')}</a></p>
        <h1 tabindex="-1">${one.name}</h1><p class="line">${stateBadge('connection', one.state)} <span class="quiet">${this.package?.name}</span> ${this.package ? packageMarks(this.package) : nothing}</p></div>
      ${leave ? html`<button type="button" class="danger-outline" @click=${leave.run}>${leave.label}</button>` : nothing}</header>
      <div class="notice info">${icon('info')}<p>${t('connection.ownedByText', {name: one.ownedBy.name, id: one.ownedBy.companyId})}</p></div>
      <section class="card" aria-labelledby="settings"><h2 id="settings">${t('connection.settings')}</h2><dl class="facts">
        <div><dt>${t('connection.waiting')}</dt><dd><strong>${number(service.waiting ?? 0)}</strong></dd></div>
        <div><dt>${t('connection.administration')}</dt><dd>${service.administration ?? t('connection.noAdministration')}</dd></div>
        <div><dt>${t('connection.startDate')}</dt><dd>${service.startDate ? date(service.startDate) : t('connection.noStartDate')}</dd></div>
        ${this.package?.directions.sales ? html`<div><dt>${t('connection.salesInvoices')}</dt><dd>${service.salesInvoices ? t('yes') : t('no')}</dd></div>` : nothing}</dl></section>`;
  }

  notices(one) {
    if (one.state === 'revoked') {
      return html`<div class="notice info">${icon('info')}<div><p>${t('connection.revokedSince', {n: one.waiting})} ${moment(one.revokedOn)}.</p>
        ${one.followedBy ? html`<p><a href=${connectionPath(this.organisation.id, one.followedBy)}>${t('connection.followedBy')}</a></p>` : nothing}</div></div>`;
    }
    if (one.method === 'autopilot') {
      return html`<div class="notice info">${icon('info')}<p>${t('connection.autopilot')}</p></div>`;
    }
    return one.lastUsedOn ? nothing
      : html`<div class="notice info">${icon('info')}<p>${t('connection.neverUsed')}</p></div>`;
  }

  health(one) {
    return html`<section class="card" aria-labelledby="health"><h2 id="health">${t('connection.health')}</h2><dl class="facts">
      <div><dt>${t('connection.waiting')}</dt><dd><strong>${number(one.waiting)}</strong></dd></div>
      <div><dt>${t('connection.lastUsed')}</dt><dd>${ago(one.lastUsedOn)}</dd></div>
      <div><dt>${t('connection.lastRetrieved')}</dt><dd>${ago(one.lastRetrievedOn)}</dd></div>
      ${one.failedAttempts ? html`<div><dt>${t('connection.failedAttempts')}</dt><dd>${number(one.failedAttempts)}, ${ago(one.lastFailedOn)}</dd></div>` : nothing}
      ${one.appKey ? html`<div class="full"><dt>App Key</dt><dd class="keyline"><code>${one.appKey}</code><copy-button .text=${one.appKey} what="App Key"></copy-button></dd></div>` : nothing}
      <div><dt>${t('connection.generation')}</dt><dd>${number(one.generation)}</dd></div>
      <div><dt>${t('connection.created')}</dt><dd>${minute(one.createdOn)}</dd></div>
    </dl></section>`;
  }

  settings(one, change) {
    const receives = this.package?.directions.purchase || this.package?.directions.sales;
    return html`<section class="card" aria-labelledby="settings"><header class="part-head"><h2 id="settings">${t('connection.settings')}</h2>${change ? html`<button type="button" class="small" @click=${change.run}>${change.label}</button>` : nothing}</header><dl class="facts">
      <div><dt>${t('connection.administration')}</dt><dd>${one.administration ?? t('connection.noAdministration')}</dd></div>
      ${receives ? html`<div><dt>${t('connection.startDate')}</dt><dd>${one.startDate ? date(one.startDate) : t('connection.noStartDate')}</dd></div>
      <div><dt>${t('connection.salesInvoices')}</dt><dd>${one.salesInvoices ? t('yes') : t('no')}</dd></div>
      <div class="full"><dt>${t('new.acknowledgement')}</dt><dd>${t(`acknowledgement.${one.acknowledgement}`)}${one.acknowledgement === 'explicit'
        ? html`, ${t('connection.lease', {time: duration(one.leaseSeconds)})}` : nothing}</dd></div>` : nothing}
      ${one.follows ? html`<div class="full"><dt>${t('connection.follows')}</dt><dd><a class="mono" href=${connectionPath(this.organisation.id, one.follows)}>${one.follows}</a></dd></div>` : nothing}
    </dl></section>`;
  }

  usesTable() {
    return this.uses.length ? html`<section class="part" aria-labelledby="uses"><header class="part-head"><h2 id="uses">${t('uses.heading')}</h2></header><table class="table"><caption class="unseen">${t('uses.heading')}</caption>
      <thead><tr><th scope="col">${t('uses.who')}</th><th scope="col" class="right">${t('connection.generation')}</th><th scope="col">${t('uses.first')}</th><th scope="col">${t('connection.lastUsed')}</th><th scope="col" class="right">${t('uses.failures')}</th></tr></thead>
      <tbody>${this.uses.map(use => html`<tr><td class="lead"><span class="mono">${use.from}</span><span class="quiet">${use.agent}</span></td>
        <td data-label=${t('connection.generation')} class="right">${number(use.generation)}</td><td data-label=${t('uses.first')}>${use.firstUsedOn ? moment(use.firstUsedOn) : t('never')}</td>
        <td data-label=${t('connection.lastUsed')}>${ago(use.lastUsedOn)}</td><td data-label=${t('uses.failures')} class="right">${number(use.failures)}</td></tr>`)}</tbody></table></section>` : nothing;
  }
}

customElements.define('page-connection', ConnectionPage);
