import {html, nothing} from '../core/lit.js';
import {PageElement} from '../core/element.js';
import {api} from '../core/api.js';
import {duration, moment, number, percent} from '../core/format.js';
import {has, t, word} from '../core/i18n.js';
import {problemBox} from '../elements/problem.js';
import {stateBadge} from '../elements/state.js';

const WATCH = 400;

/** A re-offer, live: how far, how fast, how long still, and in the end what became of each. */
class ReofferPage extends PageElement {
  static properties = {run: {state: true}, refusal: {state: true}, items: {state: true}, next: {state: true}};

  get heading() {
    return t('reoffer.do');
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  async load() {
    // without them it is still said what became of each
    const connections = api.connections(this.params.organisation).catch(() => ({items: []}));
    [this.organisation, this.run] = await Promise.all([api.organisation(this.params.organisation), api.reofferRun(this.params.run)]);
    this.names = new Map((await connections).items.map(one => [one.id, one.name]));
    this.watch();
  }

  async stop() {
    try {
      this.run = await api.stopReoffer(this.params.run);
      this.refusal = null;
    } catch (problem) {
      this.refusal = problem;
    }
    this.watch();
  }

  get going() {
    return ['running', 'stopping'].includes(this.run.state);
  }

  watch() {
    clearTimeout(this.timer);
    if (this.isConnected && this.going) {
      this.timer = setTimeout(() => this.look(), WATCH);
    } else if (!this.going && !this.items) {
      this.items = [];
      this.list();
    }
  }

  async look() {
    try {
      this.run = await api.reofferRun(this.params.run);
      this.refusal = null;
    } catch (problem) {
      // it goes on without us; we look again
      this.refusal = problem;
    }
    this.watch();
  }

  /** Documents a second, so far. */
  get rate() {
    const seconds = ((this.run.endedOn ? Date.parse(this.run.endedOn) : Date.now()) - Date.parse(this.run.startedOn)) / 1000;
    return this.run.rate ?? (seconds > 0 ? this.run.done / seconds : 0);
  }

  content() {
    const {run} = this;
    const {going} = this;
    const left = going && this.rate > 0 ? (run.total - run.done) / this.rate : null;
    return html`<header class="page-head"><div><p class="crumb"><a href=${`organisations/${this.params.organisation}`}>${t('nav.overview')}</a></p><h1 tabindex="-1">${this.heading}</h1><p class="line">${stateBadge('run', run.state)} <span class="quiet">${moment(run.startedOn)}</span></p></div>
        ${run.state === 'running' && this.organisation.role === 'administrator' ? html`<button type="button" class="danger-outline" @click=${this.stop}>${t('reoffer.stop')}</button>` : nothing}</header>
      ${problemBox(this.refusal)}
      <section class="card stack" aria-label=${t('reoffer.progress')}>
        <div class="progress-line"><strong>${going ? t('reoffer.doneOf', {done: run.done, total: run.total}) : this.outcome}</strong><span class="quiet">${percent(run.total ? Math.floor(run.done / run.total * 100) / 100 : 1)}</span></div>
        <progress max=${Math.max(1, run.total)} value=${run.total ? run.done : 1} aria-label=${t('reoffer.progress')}></progress>
        <p class="unseen" role="status">${going ? '' : this.outcome}</p>
        <dl class="facts">
          <div><dt>${t('reoffer.offered')}</dt><dd><strong id="offered">${number(run.offered)}</strong></dd></div>
          ${run.failed ? html`<div><dt>${t('outcome.failed')}</dt><dd><strong id="failed">${number(run.failed)}</strong></dd></div>` : nothing}
          <div><dt>${t('reoffer.rate')}</dt><dd>${t('reoffer.perSecond', {rate: number(Math.round(this.rate))})}</dd></div>
          ${going ? html`<div><dt>${t('reoffer.left')}</dt><dd>${left === null ? '–' : duration(left)}</dd></div>`
            : html`<div><dt>${t('reoffer.ended')}</dt><dd>${moment(run.endedOn)}</dd></div>`}
        </dl>
      </section>
      ${this.skipped()}
      ${this.each()}`;
  }

  /** In one sentence how it ended. */
  get outcome() {
    const {run} = this;
    return run.state === 'completed' ? t('reoffer.result', {n: run.offered, of: run.total}) : t(`reoffer.result.${run.state}`, {done: run.done, n: run.total, offered: run.offered, failed: run.failed});
  }

  /** What became of each; a run over whole queues tells of the queues alone. Several may be of one kind, so each names its connection. */
  each() {
    return this.items?.length ? html`<section class="part" aria-labelledby="each"><header class="part-head"><h2 id="each">${t('reoffer.each')}</h2></header>
      <table class="table"><caption class="unseen">${t('reoffer.each')}</caption>
        <thead><tr><th scope="col">${t('reoffer.document')}</th><th scope="col">${t('batch.outcome')}</th></tr></thead>
        <tbody>${this.items.map(one => html`<tr><td class="lead">${this.named(one)}</td><td>${this.became(one)}</td></tr>`)}</tbody></table>
      ${this.next ? html`<p class="more"><button type="button" @click=${this.more}>${t('more')}</button></p>` : nothing}</section>` : nothing;
  }

  named(one) {
    const root = `organisations/${this.params.organisation}`;
    const connection = this.names.get(one.connectionId);
    if (one.documentId) {
      return html`<a href=${`${root}/${one.direction === 'sales' ? 'outbox' : 'inbox'}/${one.documentId}`}>${one.number || one.documentId}</a>${connection ? html`<span class="quiet">${connection}</span>` : nothing}`;
    }
    const queue = t(`reoffer.queue.${one.direction}`);
    const more = [connection && queue, one.documents !== null && t('reoffer.documents', {n: one.documents})].filter(Boolean).join(' · ');
    return html`<a href=${`${root}/connections/${one.connectionId}`}>${connection ?? queue}</a>${more ? html`<span class="quiet">${more}</span>` : nothing}`;
  }

  became(one) {
    if (!one.outcome) {
      return t('reoffer.notReached');
    }
    return has(`reoffer.skipped.${one.outcome}`) ? t('reoffer.not', {reason: t(`reoffer.skipped.${one.outcome}`)}) : word('outcome', one.outcome);
  }

  async list(after) {
    try {
      const page = await api.reofferItems(this.params.run, {after, limit: 50});
      this.items = after ? [...this.items, ...page.items] : page.items;
      this.next = page.next;
    } catch (problem) {
      this.refusal = problem;
    }
  }

  more() {
    return this.list(this.next);
  }

  skipped() {
    const reasons = Object.entries(this.run.skipped ?? {});
    return reasons.length ? html`<section class="card"><h2>${t('reoffer.skipped')}</h2>
      <table class="plain"><tbody>${reasons.map(([reason, count]) => html`<tr><th scope="row">${word('reoffer.skipped', reason)}</th><td class="right">${number(count)}</td></tr>`)}</tbody></table></section>` : nothing;
  }
}

customElements.define('page-reoffer', ReofferPage);
