import {html, nothing} from '../core/lit.js';
import {PageElement} from '../core/element.js';
import {api} from '../core/api.js';
import {t, word} from '../core/i18n.js';
import {auditTable, facts} from '../elements/audit-table.js';
import {problemBox} from '../elements/problem.js';

/** What the operator did that belongs to no organisation; newest first. */
class InstallationAuditPage extends PageElement {
  static properties = {items: {state: true}, next: {state: true}, refusal: {state: true}};

  get heading() {
    return t('installationAudit.heading');
  }

  async load() {
    const [page, packages] = await Promise.all([this.fetch(), api.softwarePackages()]);
    this.packages = new Map(packages.map(one => [one.id, one.name]));
    Object.assign(this, {items: page.items, next: page.next});
  }

  fetch(after) {
    return api.installationAudit({after, limit: 50});
  }

  async more() {
    this.refusal = null;
    try {
      const page = await this.fetch(this.next);
      Object.assign(this, {items: [...this.items, ...page.items], next: page.next});
    } catch (problem) {
      this.refusal = problem;
    }
  }

  content() {
    return html`<header class="page-head"><div><h1 tabindex="-1">${this.heading}</h1><p class="quiet">${t('installationAudit.lead')}</p></div></header>
      ${this.items.length ? auditTable({heading: this.heading, items: this.items, about: one => this.about(one)}) : html`<div class="empty"><p>${t('installationAudit.empty')}</p></div>`}
      ${problemBox(this.refusal)}
      ${this.next ? html`<p class="more"><button type="button" @click=${this.more}>${t('more')}</button></p>` : nothing}`;
  }

  about(one) {
    const details = facts(one.details, ['run', 'environmentId', 'id'])
      .map(([name, value]) => (value === true ? word('detail', name) : `${word('detail', name)}: ${name === 'job' ? word('job', value) : this.packages.get(value) ?? value}`));
    return html`<span class="quiet">${details.join(' · ')}${one.details?.run ? html` <a href=${`batch-runs/${one.details.run}`}>${t('installationAudit.run')}</a>` : nothing}</span>`;
  }
}

customElements.define('page-installation-audit', InstallationAuditPage);
