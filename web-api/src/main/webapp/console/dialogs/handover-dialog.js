import {html} from '../core/lit.js';
import {api} from '../core/api.js';
import {t} from '../core/i18n.js';
import {dateTime} from '../core/format.js';
import {KoppelDialog} from './dialog.js';

const LENGTHS = [3_600, 86_400, 604_800];

/** A link for the colleague who sets the package up: it works once, and its redeeming makes the keys. */
class HandoverDialog extends KoppelDialog {
  static properties = {organisation: {attribute: false}, connection: {attribute: false}, link: {state: true}, length: {state: true}};

  constructor() {
    super();
    this.link = null;
    this.length = 86_400;
  }

  get heading() {
    return t('handover.heading', {name: this.connection.name});
  }

  get fields() {
    return ['expiresInSeconds'];
  }

  async submit() {
    if (this.link) {
      this.close(this.link);
    } else {
      this.link = (await this.attempt(() => api.handOver(this.connection.id, {expiresInSeconds: this.length}))) ?? null;
    }
  }

  body() {
    if (this.link) {
      return html`<p>${t('handover.made', {time: dateTime(this.link.expiresOn)})}</p>
        <dl class="keys"><dt>${t('handover.link')}</dt><dd><code id="handover-link">${this.link.url}</code><copy-button .text=${this.link.url} what=${t('handover.link')}></copy-button></dd></dl>`;
    }
    return html`<p>${t('handover.text')}</p>
      <div class="field"><label for="length">${t('handover.until')}</label>
        <select id="length" @change=${event => (this.length = Number(event.target.value))}>
          ${LENGTHS.map(seconds => html`<option value=${seconds} ?selected=${seconds === this.length}>${t(`newSet.after.${seconds}`)}: ${dateTime(Date.now() + seconds * 1000)}</option>`)}
        </select></div>`;
  }

  actions() {
    return this.link ? this.submitButton(t('close')) : html`${this.cancelButton()}${this.submitButton(t('handover.do'))}`;
  }
}

customElements.define('handover-dialog', HandoverDialog);
