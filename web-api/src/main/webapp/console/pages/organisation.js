import {html, nothing} from '../core/lit.js';
import {PageElement} from '../core/element.js';
import {api} from '../core/api.js';
import {t, word} from '../core/i18n.js';
import '../elements/day-plot.js';
import {icon} from '../elements/icons.js';
import {problemBox} from '../elements/problem.js';
import {toast} from '../elements/toast.js';

/** Where one goes on with it. */
function pathOf(root, {kind, connectionId, reofferId}) {
  if (reofferId) {
    return `${root}/reoffers/${reofferId}`;
  }
  if (connectionId) {
    return `${root}/connections/${connectionId}`;
  }
  return {duplicates: `${root}/inbox?state=duplicate`, invalid: `${root}/inbox?state=invalid`}[kind] ?? `${root}/connections`;
}

/** An organisation at a glance: what needs attention first, then how it goes. */
class OrganisationPage extends PageElement {
  static properties = {days: {state: true}, refusal: {state: true}};

  get heading() {
    return this.organisation?.name ?? t('nav.organisation');
  }

  async load() {
    const id = this.params.organisation;
    // the plot may take longer than the rest
    api.deliveriesPerDay(id).then(answer => (this.days = answer.items), problem => (this.refusal = problem));
    const aside = problem => {
      this.refusal = problem;
      return {items: []};
    };
    [this.organisation, this.concerns, this.stuck] = await Promise.all(
      [api.organisation(id), api.attention(id).catch(aside), api.needsAttention(id).catch(aside)]);
    this.concerns = this.concerns.items;
    this.stuck = this.stuck.items;
  }

  /** Puts a document ready again that the software took and never acknowledged. */
  async redrive(stuck) {
    this.refusal = null;
    try {
      await api.redrive(this.organisation.id, stuck.documentId);
      toast(t('attention.redriven', {number: stuck.number ?? ''}));
      await this.refresh();
    } catch (problem) {
      this.refusal = problem;
    }
  }

  /** [sentence, path, stuck document?] of each thing that somebody should look at. */
  get attention() {
    const root = `organisations/${this.organisation.id}`;
    return [
      // those that were given back too often are told one by one below
      ...this.concerns.filter(one => one.kind !== 'needsAttention').map(one => [word('attention', one.kind, {name: one.connectionName, n: one.count}), pathOf(root, one)]),
      ...this.stuck.map(one => [t('attention.stuck', {number: one.number ?? '', n: one.deliveries}), `${root}/${one.direction === 'sales' ? 'outbox' : 'inbox'}/${one.documentId}`, one]),
    ];
  }

  content() {
    const one = this.organisation;
    const {attention} = this;
    return html`<header class="page-head"><div><h1 tabindex="-1">${one.name}</h1></div></header>
      <section class="card" aria-labelledby="attention"><h2 id="attention">${t('attention.heading')}</h2>
        ${attention.length ? html`<ul class="attention">${attention.map(([text, path, stuck]) => html`<li>${icon('warning')}<a href=${path}>${text}</a>
          ${stuck && one.role === 'administrator' ? html`<button type="button" class="small" @click=${() => this.redrive(stuck)}>${t('attention.redrive')}<span class="unseen"> ${stuck.number}</span></button>` : nothing}</li>`)}</ul>`
          : html`<p class="line calm">${icon('check')}${t('attention.none')}</p>`}</section>
      ${this.days?.length ? html`<section class="card" aria-labelledby="plot"><h2 id="plot">${t('plot.heading')}</h2><day-plot .days=${this.days}></day-plot></section>` : nothing}
      ${problemBox(this.refusal)}
      <section class="card" aria-labelledby="facts"><h2 id="facts">${t('nav.organisation')}</h2><dl class="facts">
        <div><dt>${t('organisation.partyIds')}</dt><dd>${one.partyIds.length ? html`<span class="mono">${one.partyIds.join(', ')}</span>` : nothing}
          ${one.unconfirmedPartyIds?.map(id => html`<p><span class="mono">${id}</span> <span class="badge warn">${t('partyIds.waits')}</span></p>`)}</dd></div>
        <div><dt>${t('organisation.companyId')}</dt><dd class="mono">${one.companyId}</dd></div>
        <div><dt>${t('organisation.role')}</dt><dd>${t(`role.${one.role}`)}</dd></div>
      </dl></section>`;
  }
}

customElements.define('page-organisation', OrganisationPage);
