import {html, nothing} from '../core/lit.js';
import {t} from '../core/i18n.js';
import {check, field} from './field.js';
import {fieldErrors} from './problem.js';

export const CONFIGURATION_FIELDS = ['administration', 'email', 'startDate', 'salesInvoices', 'confirmed'];

/** What the answer to a refused e-mail address is about. */
export function placeEmail(problem) {
  if (['email-not-linked', 'email-is-account'].includes(problem.code)) {
    problem.violations = [{field: 'email', message: t(`quick.problem.${problem.code}`)}];
    problem.placed = true;
  }
  return problem;
}

/**
 * The fields that say what a connection is for, in the Quick Connect window and for a person who is signed in.
 *
 * @param software name of the software
 * @param given {administration, startDate} as they are
 * @param state {email, sales, confirmed}, changed by set
 */
export function configuration({software, organisation, given, administrations, canSales, state, set, problem}) {
  return html`${administrations.length
      ? html`<div class="field"><label for="administration">${t('connection.administration')}</label>
        <select id="administration" name="administration" required aria-describedby=${problem?.of?.('administration').length ? 'administration-error' : nothing}
            aria-invalid=${problem?.of?.('administration').length ? 'true' : nothing}>
          <option value="">${t('quick.choose')}</option>
          ${administrations.map(one => html`<option value=${one.code} ?selected=${one.code === given.administration}>${one.name ? `${one.name} (${one.code})` : one.code}</option>`)}</select>
        ${fieldErrors(problem, 'administration', 'administration')}</div>`
      : field({id: 'administration', name: 'administration', label: t('connection.administration'), hint: t('quick.byHand'), value: given.administration ?? '',
        required: true, maxlength: 100, problem})}
    ${field({id: 'email', name: 'email', label: t('quick.email'), hint: t('quick.email.hint', {name: software}), type: 'email', value: state.email, required: true,
      onInput: event => set({email: event.target.value}), problem})}
    ${field({id: 'start-date', name: 'startDate', label: t('quick.startDate'), hint: t('quick.startDate.hint'), type: 'date', value: given.startDate ?? '', problem})}
    ${canSales ? check({id: 'sales', label: t('quick.sales'), checked: state.sales, onChange: sales => set({sales})}) : nothing}
    ${check({id: 'confirmed', label: t('quick.confirm', {organisation}), checked: state.confirmed, onChange: confirmed => set({confirmed})})}
    ${fieldErrors(problem, 'confirmed', 'confirmed')}`;
}

/** What was entered, as the API wants it. */
export const wishOf = (form, state) => ({administration: form.get('administration')?.trim(), email: state.email.trim(), startDate: form.get('startDate') || undefined,
  salesInvoices: state.sales, confirmed: state.confirmed});
