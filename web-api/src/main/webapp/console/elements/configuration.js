import {html, nothing} from '../core/lit.js';
import {t} from '../core/i18n.js';
import {check, field} from './field.js';
import {fieldErrors} from './problem.js';

export const CONFIGURATION_FIELDS = ['administration', 'email', 'startDate', 'salesInvoices', 'confirmed'];

/** What the answer to a refused e-mail address is about. */
export function placeEmail(problem) {
  if (['email-not-linked', 'email-is-account'].includes(problem.code)) {
    problem.violations = [{field: 'email', message: t(`problem.${problem.code}`)}];
    problem.placed = true;
  }
  return problem;
}

/**
 * Which administration: one of those that the vendor told of, or, where it told of none, its code by hand.
 *
 * @param optional whether it can be left open
 */
export function administrationField({administrations, value, optional = false, problem}) {
  const wrong = problem?.of?.('administration').length > 0;
  const label = t(optional ? 'new.administration' : 'connection.administration');
  return administrations.length
    ? html`<div class="field"><label for="administration">${label}</label>
        <select id="administration" name="administration" ?required=${!optional} aria-describedby=${wrong ? 'administration-error' : nothing} aria-invalid=${wrong ? 'true' : nothing}>
          <option value="">${t(optional ? 'connection.noAdministration' : 'quick.choose')}</option>
          ${administrations.map(one => html`<option value=${one.code} ?selected=${one.code === value}>${one.name && one.name !== one.code ? `${one.name} (${one.code})` : one.code}</option>`)}</select>
        ${fieldErrors(problem, 'administration', 'administration')}</div>`
    : field({id: 'administration', name: 'administration', label, hint: t('quick.byHand'), value: value ?? '', required: !optional, maxlength: 100, problem});
}

/**
 * The fields that say what a connection is for, in the Quick Connect window and for a person who is signed in.
 *
 * @param software name of the software
 * @param given {administration, startDate} as they are
 * @param state {email, sales, confirmed}, changed by set
 */
export function configuration({software, organisation, given, administrations, canSales, state, set, problem}) {
  return html`${administrationField({administrations, value: given.administration, problem})}
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
