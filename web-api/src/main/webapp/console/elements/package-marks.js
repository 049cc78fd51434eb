import {html, nothing} from '../core/lit.js';
import {t} from '../core/i18n.js';
import {icon} from './icons.js';

/** What a software package can: directions and Quick Connect. */
export function packageMarks(one) {
  const receives = [one.directions.purchase && t('package.purchase'), one.directions.sales && t('package.sales')].filter(Boolean);
  return html`<span class="marks">
    ${receives.length ? html`<span class="mark">${icon('receive')}${t('package.receives', {what: receives.join(' + ')})}</span>` : nothing}
    ${one.directions.send ? html`<span class="mark">${icon('send')}${t('package.sends')}</span>` : nothing}
    ${one.quickConnect ? html`<span class="mark">${icon('bolt')}Quick Connect</span>` : nothing}
    ${one.method === 'autopilot' ? html`<span class="mark">${icon('repeat')}Autopilot</span>` : nothing}
  </span>`;
}
