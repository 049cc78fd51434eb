import {html, nothing} from '../core/lit.js';
import {api} from '../core/api.js';
import {showKeys} from '../core/connections.js';
import {t} from '../core/i18n.js';
import {dateTime} from '../core/format.js';
import {choice} from '../elements/field.js';
import {KoppelDialog} from './dialog.js';

const OVERLAPS = [3_600, 86_400, 604_800];

/** A new set of keys: the old one ends at once, or, when the person picks it, after an overlap. */
class NewSetDialog extends KoppelDialog {
  static properties = {organisation: {attribute: false}, connection: {attribute: false}, softwarePackage: {attribute: false},
    why: {state: true}, overlap: {state: true}};

  constructor() {
    super();
    this.why = 'lost';
    this.overlap = 86_400;
  }

  get heading() {
    return t('newSet.heading', {name: this.connection.name});
  }

  get fields() {
    return ['overlapSeconds'];
  }

  async submit() {
    const body = {overlapSeconds: this.why === 'overlap' ? this.overlap : 0, compromised: this.why === 'leaked'};
    const keys = await this.attempt(() => api.newKeys(this.connection.id, body));
    if (keys) {
      this.close(keys);
      await showKeys(this.organisation, this.softwarePackage, keys, this.connection);
    }
  }

  body() {
    return html`${choice({name: 'why', legend: t('newSet.why'), value: this.why, onChange: value => (this.why = value), options: [
        {value: 'lost', label: t('newSet.lost'), hint: t('newSet.lost.hint')},
        {value: 'leaked', label: t('newSet.leaked'), hint: t('newSet.leaked.hint')},
        {value: 'overlap', label: t('newSet.overlap'), hint: t('newSet.overlap.hint')}]})}
      ${this.why === 'overlap' ? html`<div class="field"><label for="overlap">${t('newSet.until')}</label>
        <select id="overlap" @change=${event => (this.overlap = Number(event.target.value))}>
          ${OVERLAPS.map(seconds => html`<option value=${seconds} ?selected=${seconds === this.overlap}>${t(`newSet.after.${seconds}`)}: ${dateTime(Date.now() + seconds * 1000)}</option>`)}
        </select></div>` : nothing}`;
  }

  actions() {
    return html`${this.cancelButton()}${this.submitButton(t('newSet.do'), {danger: this.why !== 'overlap'})}`;
  }
}

customElements.define('new-set-dialog', NewSetDialog);
