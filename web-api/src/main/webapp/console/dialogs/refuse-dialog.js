import {html} from '../core/lit.js';
import {api} from '../core/api.js';
import {t} from '../core/i18n.js';
import {KoppelDialog} from './dialog.js';

/** A party id is refused: the organisation loses it, and others may register it. */
class RefuseDialog extends KoppelDialog {
  static properties = {waiting: {attribute: false}};

  get heading() {
    return t('partyIds.refuseHeading', {id: this.waiting.partyId});
  }

  async submit() {
    const done = await this.attempt(async () => {
      await api.refusePartyId(this.waiting.partyId);
      return true;
    });
    done && this.close(true);
  }

  body() {
    return html`<p>${t('partyIds.refuseText', {name: this.waiting.organisation.name})}</p>`;
  }

  actions() {
    return html`${this.cancelButton()}${this.submitButton(t('partyIds.refuse'), {danger: true})}`;
  }
}

customElements.define('refuse-dialog', RefuseDialog);
