import {html, nothing} from '../core/lit.js';
import {api} from '../core/api.js';
import {listed, number} from '../core/format.js';
import {t, word} from '../core/i18n.js';
import {check, choice, field} from '../elements/field.js';
import {icon} from '../elements/icons.js';
import {KoppelDialog} from './dialog.js';

const CALM = 250;

/**
 * Re-offer to API: to one connection, or to all that are given, everything or a range of days; or the documents that were chosen. What would
 * be offered, and what not, is the server's word, from a dry run of exactly what would be asked; days are the environment's, so they go as the
 * dates that they are.
 */
class ReofferDialog extends KoppelDialog {
  static properties = {organisation: {attribute: false}, connection: {attribute: false}, connections: {attribute: false}, documents: {attribute: false},
    scope: {state: true}, from: {state: true}, to: {state: true}, includeRetrieved: {state: true}, foreseen: {state: true}};

  constructor() {
    super();
    this.scope = 'everything';
    this.from = '';
    this.to = '';
    this.includeRetrieved = false;
    this.foreseen = null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.count();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  get heading() {
    return this.documents ? t('reoffer.chosen', {n: this.documents.length})
      : this.connection ? t('reoffer.heading', {name: this.connection.name}) : t('reoffer.all.heading', {name: this.organisation.name});
  }

  get request() {
    const body = {includeRetrieved: this.includeRetrieved};
    if (this.documents) {
      return {...body, organisationId: this.organisation.id, documentIds: this.documents};
    }
    const days = this.scope === 'days';
    const whose = this.connection ? {connectionId: this.connection.id} : {organisationId: this.organisation.id};
    return {...body, ...whose, from: days && this.from || undefined, to: days && this.to || undefined};
  }

  /** Of several counts under way only the newest says anything. */
  async count() {
    const turn = this.turn = (this.turn ?? 0) + 1;
    this.foreseen = null;
    try {
      const foreseen = await api.reoffer({...this.request, dryRun: true});
      if (turn === this.turn) {
        this.foreseen = foreseen;
        this.problem = null;
      }
    } catch (problem) {
      if (turn === this.turn) {
        this.problem = problem;
      }
    }
  }

  change(values) {
    Object.assign(this, values);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.count(), CALM);
  }

  async submit() {
    const run = await this.attempt(() => api.reoffer(this.request));
    run && this.close(run);
  }

  /** In which words it is said how many: with several to offer to, a document counts for each of them. */
  get counted() {
    return this.documents ? 'reoffer.offers' : this.connections?.length > 1 ? 'reoffer.all.total' : 'reoffer.total';
  }

  body() {
    const {connections} = this;
    return html`${connections ? html`<p id="connections" class="break">${t('reoffer.all.connections', {n: connections.length, names: listed(connections.map(one => one.name))})}</p>` : nothing}
      ${this.documents ? nothing : choice({name: 'scope', legend: t('reoffer.what'), value: this.scope, onChange: scope => this.change({scope}), options: [
        {value: 'everything', label: t('reoffer.everything')},
        {value: 'days', label: t('reoffer.days')}]})}
      ${this.scope === 'days' ? html`<div class="pair">
        ${field({id: 'from', name: 'from', label: t('reoffer.from'), type: 'date', value: this.from, onInput: event => this.change({from: event.target.value}), problem: this.problem})}
        ${field({id: 'to', name: 'to', label: t('reoffer.to'), type: 'date', value: this.to, onInput: event => this.change({to: event.target.value}), problem: this.problem})}</div>` : nothing}
      ${check({id: 'include', label: t('reoffer.includeRetrieved'), hint: t('reoffer.includeRetrieved.hint'), checked: this.includeRetrieved,
        onChange: includeRetrieved => this.change({includeRetrieved})})}
      <div class="notice info">${icon('repeat')}<div role="status">
        <p id="total">${this.foreseen ? t(this.counted, {n: this.foreseen.offered}) : t('reoffer.counting')}</p>${this.skipped()}</div></div>`;
  }

  skipped() {
    const reasons = Object.entries(this.foreseen?.skipped ?? {});
    return reasons.length ? html`<div id="skipped"><p>${t('reoffer.skipped')}:</p>
      <ul>${reasons.map(([reason, count]) => html`<li>${word('reoffer.skipped', reason)}: ${number(count)}</li>`)}</ul></div>` : nothing;
  }

  actions() {
    return html`${this.cancelButton()}${this.submitButton(t('reoffer.start'), {disabled: !this.foreseen?.offered})}`;
  }
}

customElements.define('reoffer-dialog', ReofferDialog);
