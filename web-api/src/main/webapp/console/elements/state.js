import {html} from '../core/lit.js';
import {word} from '../core/i18n.js';

const TONES = {
  active: 'good', revoked: 'quiet', offered: 'info', leased: 'info', retrieved: 'good', waiting: 'warn', received: 'quiet', duplicate: 'warn',
  invalid: 'bad', expired: 'quiet', running: 'info', completed: 'good', failed: 'bad', stopped: 'warn', stopping: 'warn',
};

/** A state as a word with a tone; the word alone says it all. */
export const stateBadge = (kind, state) => html`<span class="badge ${TONES[state] ?? 'quiet'}">${word(`${kind}.state`, state)}</span>`;
