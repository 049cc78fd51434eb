import {html, nothing} from '../core/lit.js';
import {moment} from '../core/format.js';
import {t, word} from '../core/i18n.js';

/**
 * Who did what, when and from where.
 *
 * @param about what else there is to say about an entry
 */
export function auditTable({heading, items, about}) {
  return html`<table class="table audit"><caption class="unseen">${heading}</caption>
    <thead><tr><th scope="col">${t('audit.what')}</th><th scope="col">${t('audit.who')}</th><th scope="col">${t('audit.from')}</th><th scope="col">${t('audit.when')}</th></tr></thead>
    <tbody>${items.map(one => html`<tr>
      <td class="lead">${word('act', one.act)}${about(one)}</td>
      <td data-label=${t('audit.who')}><span class=${one.actor.includes('@') ? '' : 'mono'}>${one.actor}</span></td>
      <td data-label=${t('audit.from')} class="mono">${one.from || nothing}</td>
      <td data-label=${t('audit.when')}>${moment(one.at)}</td></tr>`)}</tbody></table>`;
}

/** [name, value] of the facts of an entry that can be told in words. */
export const facts = (details, but = []) => Object.entries(details ?? {}).filter(([key, value]) => !but.includes(key) && value && typeof value !== 'object');
