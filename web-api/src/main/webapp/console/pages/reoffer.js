import {html, nothing} from '../core/lit.js';
import {PageElement} from '../core/element.js';
import {api} from '../core/api.js';
import {duration, moment, number, percent} from '../core/format.js';
import {t, word} from '../core/i18n.js';
import {problemBox} from '../elements/problem.js';
import {stateBadge} from '../elements/state.js';

const WATCH = 400;

/** A re-offer, live: how far, how fast, how long still, and in the end what became of each. */
class ReofferPage extends PageElement {
  static properties = {run: {state: true}, refusal: {state: true}};

  get heading() {
    return t('reoffer.do');
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  async load() {
    this.run = await api.reofferRun(this.params.run);
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
    return html`<header class="page-head"><div><h1 tabindex="-1">${this.heading}</h1><p class="line">${stateBadge('run', run.state)} <span class="quiet">${moment(run.startedOn)}</span></p></div>
        ${run.state === 'running' ? html`<button type="button" class="danger-outline" @click=${this.stop}>${t('reoffer.stop')}</button>` : nothing}</header>
      ${problemBox(this.refusal)}
      <section class="card stack" aria-label=${t('reoffer.progress')}>
        <div class="progress-line"><strong>${t('reoffer.doneOf', {done: run.done, total: run.total})}</strong><span class="quiet">${percent(run.total ? Math.floor(run.done / run.total * 100) / 100 : 1)}</span></div>
        <progress max=${Math.max(1, run.total)} value=${run.total ? run.done : 1} aria-label=${t('reoffer.progress')}></progress>
        <dl class="facts">
          <div><dt>${t('reoffer.offered')}</dt><dd><strong id="offered">${number(run.offered)}</strong></dd></div>
          <div><dt>${t('reoffer.rate')}</dt><dd>${t('reoffer.perSecond', {rate: number(Math.round(this.rate))})}</dd></div>
          ${going ? html`<div><dt>${t('reoffer.left')}</dt><dd>${left === null ? '–' : duration(left)}</dd></div>`
            : html`<div><dt>${t('reoffer.ended')}</dt><dd>${moment(run.endedOn)}</dd></div>`}
        </dl>
      </section>
      <p class="unseen" role="status">${going ? '' : t('reoffer.result', {n: run.offered})}</p>
      ${this.skipped()}
      ${going ? nothing : html`<p class="more"><a href=${`organisations/${this.params.organisation}/inbox`}>${t('nav.inbox')}</a></p>`}`;
  }

  skipped() {
    const reasons = Object.entries(this.run.skipped ?? {});
    return reasons.length ? html`<section class="card"><h2>${t('reoffer.skipped')}</h2>
      <table class="plain"><tbody>${reasons.map(([reason, count]) => html`<tr><th scope="row">${word('reoffer.skipped', reason)}</th><td class="right">${number(count)}</td></tr>`)}</tbody></table></section>` : nothing;
  }
}

customElements.define('page-reoffer', ReofferPage);
