import {html, nothing} from '../core/lit.js';
import {PageElement} from '../core/element.js';
import {api} from '../core/api.js';
import {dateTime, duration, moment, number} from '../core/format.js';
import {t, word} from '../core/i18n.js';
import {icon} from '../elements/icons.js';
import {problemBox} from '../elements/problem.js';
import {stateBadge} from '../elements/state.js';
import {toast} from '../elements/toast.js';

const JOB = 'reoffer';
const PAGE = 50;
const WATCH = 2000;
/** Runs come by the schedule too, while somebody looks. */
const CALM = 10_000;

/** The runs of the batch job, for the operator. */
class BatchRunsPage extends PageElement {
  static properties = {items: {state: true}, next: {state: true}, refusal: {state: true}};

  get heading() {
    return t('nav.batchRuns');
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  async load() {
    const page = await api.batchRuns({limit: PAGE});
    this.items = page.items;
    this.next = page.next;
    this.watch();
  }

  watch() {
    clearTimeout(this.timer);
    if (this.isConnected) {
      this.timer = setTimeout(() => this.look(), this.items.some(one => one.state === 'running') ? WATCH : CALM);
    }
  }

  /** What is shown stays when one look fails. A list that was read on keeps its length. */
  async look() {
    try {
      document.hidden || this.items.length > PAGE ? this.watch() : await this.load();
      this.refusal = null;
    } catch (problem) {
      this.refusal = problem;
      this.watch();
    }
  }

  async attempt(action) {
    this.refusal = null;
    try {
      await action();
    } catch (problem) {
      this.refusal = problem;
    }
  }

  start() {
    return this.attempt(async () => {
      await api.startBatchRun(JOB);
      toast(t('batch.started'));
      // a run that finds nothing to do leaves nothing to show; one that does is there by then
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.look(), 1000);
    });
  }

  more() {
    return this.attempt(async () => {
      const page = await api.batchRuns({limit: PAGE, after: this.next});
      this.items = [...this.items, ...page.items];
      this.next = page.next;
    });
  }

  content() {
    return html`<header class="page-head"><div><h1 tabindex="-1">${this.heading}</h1><p class="quiet">${t('batch.lead')}</p></div>
        <button type="button" class="primary" @click=${this.start}>${icon('repeat')}${t('batch.start')}</button></header>
      ${problemBox(this.refusal)}
      ${this.items.length ? html`<table class="table"><caption class="unseen">${this.heading}</caption>
        <thead><tr><th scope="col">${t('batch.run')}</th><th scope="col">${t('box.state')}</th><th scope="col" class="right">${t('batch.done')}</th>
          <th scope="col" class="right">${t('batch.failed')}</th><th scope="col">${t('batch.took')}</th></tr></thead>
        <tbody>${this.items.map(one => html`<tr>
          <td class="lead"><a href=${`batch-runs/${one.id}`}>${dateTime(one.startedOn)}</a><span class="quiet">${word('job', one.job)}</span></td>
          <td>${stateBadge('run', one.state)}</td>
          <td data-label=${t('batch.done')} class="right">${number(one.done)}</td>
          <td data-label=${t('batch.failed')} class="right">${number(one.failed)}</td>
          <td data-label=${t('batch.took')}>${one.endedOn ? duration((Date.parse(one.endedOn) - Date.parse(one.startedOn)) / 1000) : moment(one.startedOn)}</td></tr>`)}</tbody></table>`
        : html`<div class="empty"><p>${t('batch.empty')}</p></div>`}
      ${this.next ? html`<p class="more"><button type="button" @click=${this.more}>${t('more')}</button></p>` : nothing}`;
  }
}

customElements.define('page-batch-runs', BatchRunsPage);
