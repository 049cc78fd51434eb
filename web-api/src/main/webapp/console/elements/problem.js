import {html, nothing} from '../core/lit.js';
import {has, sentence, t} from '../core/i18n.js';
import {icon} from './icons.js';

/** What went wrong, in words: ours for what is known, the server's own for the rest. */
export function words(problem) {
  if (has(`problem.${problem.code}`)) {
    return t(`problem.${problem.code}`, problem.body ?? {});
  }
  return problem.status ? problem.message : t('problem.unforeseen');
}

/**
 * @param fields those of the form that show their own errors
 * @param more what can be done about it
 */
export function problemBox(problem, {fields = [], more = nothing} = {}) {
  if (!problem) {
    return nothing;
  }
  const besides = problem.besides?.(fields) ?? [];
  return html`<div class="notice bad" role="alert">${icon('warning')}<div>
    <p>${problem.violations?.length && !besides.length ? t('problem.seeFields') : words(problem)}</p>
    ${besides.length ? html`<ul>${besides.map(one => html`<li>${sentence(one.message)}</li>`)}</ul>` : nothing}
    ${more}
    ${problem.status >= 500 && problem.requestId ? html`<p class="quiet">${t('problem.requestId')} <code>${problem.requestId}</code></p>` : nothing}
  </div></div>`;
}

/** The errors of one field; the field names them by {@code aria-describedby}. */
export function fieldErrors(problem, field, id) {
  const messages = problem?.of?.(field) ?? [];
  return messages.length
    ? html`<p class="error" id=${`${id}-error`}>${messages.map(message => sentence(message)).join(' ')}</p>`
    : nothing;
}
