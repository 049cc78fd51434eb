import {html, nothing} from '../core/lit.js';
import {PageElement} from '../core/element.js';
import {api} from '../core/api.js';
import {connectionPath} from '../core/connections.js';
import {date, dateTime} from '../core/format.js';
import {t, word} from '../core/i18n.js';
import {auditTable, facts} from '../elements/audit-table.js';
import {problemBox} from '../elements/problem.js';

/** Who did what, when and from where; newest first. */
class AuditPage extends PageElement {
  static properties = {items: {state: true}, next: {state: true}, refusal: {state: true}};

  get heading() {
    return t('nav.audit');
  }

  async load() {
    const [page, connections, packages] = await Promise.all([this.fetch(), api.connections(this.params.organisation), api.softwarePackages()]);
    this.names = new Map(connections.items.map(one => [one.id, one.name]));
    this.packages = new Map(packages.map(one => [one.id, one.name]));
    this.items = page.items;
    this.next = page.next;
  }

  fetch(after) {
    return api.audit(this.params.organisation, {after, limit: 50});
  }

  async more() {
    this.refusal = null;
    try {
      const page = await this.fetch(this.next);
      this.items = [...this.items, ...page.items];
      this.next = page.next;
    } catch (problem) {
      this.refusal = problem;
    }
  }

  content() {
    return html`<header class="page-head"><div><h1 tabindex="-1">${this.heading}</h1><p class="quiet">${t('audit.lead')}</p></div></header>
      ${auditTable({heading: this.heading, items: this.items, about: one => this.about(one)})}
      ${problemBox(this.refusal)}
      ${this.next ? html`<p class="more"><button type="button" @click=${this.more}>${t('more')}</button></p>` : nothing}`;
  }

  about(one) {
    const details = facts(one.details, ['run', 'documentId'])
      .map(([name, value]) => (value === true ? word('detail', name) : `${word('detail', name)}: ${this.packages.get(value) ?? told(name, value)}`));
    const name = this.names.get(one.connectionId);
    return html`<span class="quiet">${name ? html`<a href=${connectionPath(this.params.organisation, one.connectionId)}>${name}</a>${details.length ? ' · ' : ''}` : nothing}${details.join(' · ')}
      ${one.details?.documentId ? html`<a href=${`organisations/${this.params.organisation}/inbox/${one.details.documentId}`}>${t('audit.document')}</a>` : nothing}
      ${one.details?.run ? html`<a href=${`organisations/${this.params.organisation}/reoffers/${one.details.run}`}>${t('audit.run')}</a>` : nothing}</span>`;
  }
}

function told(name, value) {
  return name === 'expiresOn' ? dateTime(value) : name === 'startDate' ? date(value) : value;
}

customElements.define('page-audit', AuditPage);
