import {html} from '../core/lit.js';
import {api} from '../core/api.js';
import {t} from '../core/i18n.js';
import {field} from '../elements/field.js';
import {KoppelDialog} from './dialog.js';

/** A new organisation with its party ids. */
class OrganisationDialog extends KoppelDialog {
  get heading() {
    return t('organisation.new');
  }

  get fields() {
    return ['name', 'partyIds', 'country'];
  }

  async submit(form) {
    const partyIds = form.get('partyIds').split(/[\s,;]+/).filter(Boolean);
    const created = await this.attempt(() => api.createOrganisation({name: form.get('name').trim(), partyIds}));
    created && this.close(created);
  }

  body() {
    return html`${field({id: 'name', name: 'name', label: t('organisation.name'), required: true, maxlength: 200, problem: this.problem})}
      ${field({id: 'party-ids', name: 'partyIds', label: t('organisation.partyIds'), hint: t('organisation.partyIds.hint'), lines: 3,
        mono: true, required: true, problem: this.problem})}`;
  }

  actions() {
    return html`${this.cancelButton()}${this.submitButton(t('organisation.create'))}`;
  }

  async firstUpdated() {
    await super.firstUpdated();
    this.querySelector('#name').focus();
  }
}

customElements.define('organisation-dialog', OrganisationDialog);
