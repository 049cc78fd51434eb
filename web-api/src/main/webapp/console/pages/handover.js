import {html} from '../core/lit.js';
import {KoppelElement} from '../core/element.js';
import {connect} from '../core/connect.js';
import {showKeys} from '../core/connections.js';
import {t} from '../core/i18n.js';
import {icon} from '../elements/icons.js';
import {problemBox} from '../elements/problem.js';

/** A hand-over link is opened: nothing happens before the person says so, as whatever looks at links would redeem it. */
class HandoverPage extends KoppelElement {
  static properties = {problem: {state: true}, busy: {state: true}, done: {state: true}};

  constructor() {
    super();
    // what stands behind the # never reaches a server by itself
    this.token = location.hash.slice(1);
    this.problem = null;
    this.done = null;
  }

  firstUpdated() {
    this.dispatchEvent(new Event('loaded', {bubbles: true}));
  }

  async redeem() {
    this.busy = true;
    this.problem = null;
    try {
      const keys = await connect.redeem(this.token);
      history.replaceState(null, '', location.pathname);
      this.token = '';
      await showKeys({companyId: keys.companyId, name: keys.organisation}, {name: keys.name, quickConnect: true}, keys, null);
      this.done = {name: keys.name, organisation: keys.organisation};
    } catch (problem) {
      this.problem = problem.status === 404 || problem.violations?.length ? Object.assign(problem, {code: 'handover-void', violations: []}) : problem;
    }
    this.busy = false;
  }

  render() {
    return html`<section class="card narrow stack"><h1 tabindex="-1">${t('handover.open')}</h1>
      ${this.done ? html`<div class="notice good">${icon('check')}<p>${t('handover.done', this.done)}</p></div>`
        : this.token ? html`<p>${t('handover.openText')}</p>${problemBox(this.problem)}
          <div class="buttons"><button type="button" class="primary" aria-busy=${this.busy ? 'true' : 'false'} @click=${this.redeem}>${t('handover.redeem')}</button></div>`
          : html`<div class="notice warn">${icon('warning')}<p>${t('problem.handover-void')}</p></div>`}</section>`;
  }
}

customElements.define('page-handover', HandoverPage);
