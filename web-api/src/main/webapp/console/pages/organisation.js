import {html, nothing} from '../core/lit.js';
import {PageElement} from '../core/element.js';
import {api} from '../core/api.js';
import {connectionPath} from '../core/connections.js';
import {t} from '../core/i18n.js';
import '../elements/day-plot.js';
import {icon} from '../elements/icons.js';

const DAY = 86_400_000;

/** An organisation at a glance: what needs attention first, then how it goes. */
class OrganisationPage extends PageElement {
  static properties = {days: {state: true}};

  get heading() {
    return this.organisation?.name ?? t('nav.organisation');
  }

  async load() {
    const id = this.params.organisation;
    const first = state => api.box(id, 'inbox', {state, limit: 1}).then(page => page.items.length > 0);
    // the plot may take longer than the rest
    api.deliveriesPerDay(id).then(answer => (this.days = answer.items ?? answer), () => {});
    [this.organisation, this.connections, this.duplicates, this.invalid, this.stuck] = await Promise.all([api.organisation(id),
      api.connections(id).then(page => page.items), first('duplicate'), first('invalid'), api.needsAttention(id).then(page => page.items, () => [])]);
  }

  /** [sentence, path] of each thing that somebody should look at. */
  get attention() {
    const root = `organisations/${this.organisation.id}`;
    const active = this.connections.filter(one => one.state === 'active');
    const of = (one, key, values = {}) => [t(key, {name: one.name, ...values}), connectionPath(this.organisation.id, one.id)];
    return [
      ...(this.connections.length ? [] : [[t('attention.notConnected'), `${root}/connections`]]),
      ...this.connections.filter(one => one.state === 'revoked' && one.waiting > 0 && !one.followedBy).map(one => of(one, 'attention.revoked', {n: one.waiting})),
      ...active.filter(one => one.method !== 'autopilot' && !one.lastUsedOn).map(one => of(one, 'attention.neverUsed')),
      ...active.filter(one => one.waiting > 0 && one.lastUsedOn && Date.now() - Date.parse(one.lastUsedOn) > DAY).map(one => of(one, 'attention.silent', {n: one.waiting})),
      ...active.filter(one => one.failedAttempts > 0 && Date.parse(one.lastFailedOn) > Date.parse(one.lastUsedOn ?? 0)).map(one => of(one, 'attention.failing', {n: one.failedAttempts})),
      ...this.stuck.map(one => [t('attention.stuck', {number: one.number, n: one.deliveries}), `${root}/${one.direction === 'sales' ? 'outbox' : 'inbox'}/${one.documentId}`]),
      ...(this.duplicates ? [[t('attention.duplicates'), `${root}/inbox?state=duplicate`]] : []),
      ...(this.invalid ? [[t('attention.invalid'), `${root}/inbox?state=invalid`]] : []),
    ];
  }

  content() {
    const one = this.organisation;
    const {attention} = this;
    return html`<header class="page-head"><div><h1 tabindex="-1">${one.name}</h1></div></header>
      <section class="card" aria-labelledby="attention"><h2 id="attention">${t('attention.heading')}</h2>
        ${attention.length ? html`<ul class="attention">${attention.map(([text, path]) => html`<li>${icon('warning')}<a href=${path}>${text}</a></li>`)}</ul>`
          : html`<p class="line calm">${icon('check')}${t('attention.none')}</p>`}</section>
      ${this.days?.length ? html`<section class="card" aria-labelledby="plot"><h2 id="plot">${t('plot.heading')}</h2><day-plot .days=${this.days}></day-plot></section>` : nothing}
      <section class="card" aria-labelledby="facts"><h2 id="facts">${t('nav.organisation')}</h2><dl class="facts">
        <div><dt>${t('organisation.partyIds')}</dt><dd class="mono">${one.partyIds.join(', ')}</dd></div>
        <div><dt>${t('organisation.companyId')}</dt><dd class="mono">${one.companyId}</dd></div>
        <div><dt>${t('organisation.role')}</dt><dd>${t(`role.${one.role}`)}</dd></div>
      </dl></section>`;
  }
}

customElements.define('page-organisation', OrganisationPage);
