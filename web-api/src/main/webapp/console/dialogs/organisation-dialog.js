import {html, nothing} from '../core/lit.js';
import {api} from '../core/api.js';
import {t} from '../core/i18n.js';
import {field} from '../elements/field.js';
import {KoppelDialog} from './dialog.js';

/** A new organisation with its party ids. */
class OrganisationDialog extends KoppelDialog {
  static properties = {environments: {state: true}};

  constructor() {
    super();
    this.environments = [];
  }

  get heading() {
    return t('organisation.new');
  }

  get fields() {
    return ['name', 'partyIds', 'country'];
  }

  async connectedCallback() {
    super.connectedCallback();
    const me = await api.me().catch(() => null);
    this.environments = me?.environments ?? [];
  }

  async submit(form) {
    const partyIds = form.get('partyIds').split(/[\s,;]+/).filter(Boolean);
    const created = await this.attempt(() => api.createOrganisation({name: form.get('name').trim(), partyIds, country: form.get('country').trim() || undefined,
      environmentId: form.get('environmentId') ? Number(form.get('environmentId')) : undefined}));
    created && this.close(created);
  }

  body() {
    return html`${this.environments.length > 1 ? html`<div class="field"><label for="environment">${t('organisation.environment')}</label>
        <select id="environment" name="environmentId">${this.environments.map(one => html`<option value=${one.id}>${one.name}</option>`)}</select></div>` : nothing}
      ${field({id: 'name', name: 'name', label: t('organisation.name'), required: true, maxlength: 200, problem: this.problem})}
      ${field({id: 'party-ids', name: 'partyIds', label: t('organisation.partyIds'), hint: t('organisation.partyIds.hint'), lines: 3,
        mono: true, required: true, problem: this.problem})}
      ${field({id: 'country', name: 'country', label: t('organisation.country'), hint: t('organisation.country.hint'), maxlength: 2, problem: this.problem})}`;
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
