import {html, nothing} from '../core/lit.js';
import {PageElement} from '../core/element.js';
import {api} from '../core/api.js';
import {dateTime, duration, moment, number} from '../core/format.js';
import {t, word} from '../core/i18n.js';
import {router} from '../core/router.js';
import {problemBox} from '../elements/problem.js';
import {stateBadge} from '../elements/state.js';
import {toast} from '../elements/toast.js';

const WATCH = 1000;

/** One run of the batch job with the result of each item. */
class BatchRunPage extends PageElement {
  static properties = {run: {state: true}, items: {state: true}, next: {state: true}, refusal: {state: true}};

  get heading() {
    return this.run ? t('batch.heading', {job: word('job', this.run.job), time: dateTime(this.run.startedOn)}) : t('nav.batchRuns');
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  async load() {
    this.run = await api.batchRun(this.params.run);
    this.items = this.run.items;
    this.next = this.run.next;
    clearTimeout(this.timer);
    if (this.isConnected && ['running', 'stopping'].includes(this.run.state)) {
      this.timer = setTimeout(() => this.refresh(), WATCH);
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

  stop() {
    return this.attempt(async () => {
      await api.stopBatchRun(this.run.id);
      await this.refresh();
    });
  }

  restart() {
    return this.attempt(async () => {
      await api.restartBatchRun(this.run.id);
      toast(t('batch.started'));
      // by the time that it is there
      setTimeout(() => this.isConnected && router.go('batch-runs'), 1000);
    });
  }

  more() {
    return this.attempt(async () => {
      const page = await api.batchRun(this.run.id, {after: this.next});
      this.items = [...this.items, ...page.items];
      this.next = page.next;
    });
  }

  content() {
    const {run} = this;
    return html`<header class="page-head"><div><p class="crumb"><a href="batch-runs">${t('nav.batchRuns')}</a></p><h1 tabindex="-1">${this.heading}</h1><p class="line">${stateBadge('run', run.state)}</p></div>
        <div class="buttons">${run.state === 'running' ? html`<button type="button" class="danger-outline" @click=${this.stop}>${t('reoffer.stop')}</button>` : nothing}
          ${run.endedOn ? html`<button type="button" @click=${this.restart}>${t('batch.restart')}</button>` : nothing}</div></header>
      ${problemBox(this.refusal)}
      <dl class="facts card"><div><dt>${t('batch.done')}</dt><dd>${number(run.done)}</dd></div><div><dt>${t('batch.failed')}</dt><dd>${number(run.failed)}</dd></div>
        <div><dt>${t('reoffer.ended')}</dt><dd>${run.endedOn ? moment(run.endedOn) : '–'}</dd></div>
        <div><dt>${t('batch.took')}</dt><dd>${run.endedOn ? duration((Date.parse(run.endedOn) - Date.parse(run.startedOn)) / 1000) : '–'}</dd></div></dl>
      ${this.items?.length ? html`<table class="table"><caption class="unseen">${t('batch.items')}</caption>
        <thead><tr><th scope="col">${t('nav.connection')}</th><th scope="col">${t('batch.outcome')}</th><th scope="col" class="right">${t('reoffer.offered')}</th><th scope="col">${t('audit.when')}</th></tr></thead>
        <tbody>${this.items.map(one => html`<tr>
          <td class="lead">${one.connectionId && one.organisationId ? html`<a class="mono" href=${`organisations/${one.organisationId}/connections/${one.connectionId}`}>${one.connectionId}</a>` : html`<span class="quiet">${t('batch.noConnection')}</span>`}
            ${one.message ? html`<span class="quiet">${one.message}</span>` : nothing}</td>
          <td data-label=${t('batch.outcome')}>${word('outcome', one.outcome)}</td>
          <td data-label=${t('reoffer.offered')} class="right">${number(one.offered ?? 0)}</td>
          <td data-label=${t('audit.when')}>${moment(one.at)}</td></tr>`)}</tbody></table>` : nothing}
      ${this.next ? html`<p class="more"><button type="button" @click=${this.more}>${t('more')}</button></p>` : nothing}`;
  }
}

customElements.define('page-batch-run', BatchRunPage);
