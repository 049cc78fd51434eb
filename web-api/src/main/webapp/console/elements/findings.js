import {html, nothing} from '../core/lit.js';
import {word} from '../core/i18n.js';

/** What the validation found: errors first. */
export function findingsList(findings) {
  if (!findings?.length) {
    return nothing;
  }
  const sorted = [...findings].sort((one, other) => (one.severity === other.severity ? 0 : one.severity === 'error' ? -1 : 1));
  return html`<ul class="findings">${sorted.map(one => html`<li>
    <span class="badge ${one.severity === 'error' ? 'bad' : 'warn'}">${word('finding', one.severity)}</span>
    <span><span class="mono">${one.ruleId}</span> ${one.text}${one.location ? html`<span class="quiet mono location">${one.location}</span>` : nothing}</span></li>`)}</ul>`;
}
