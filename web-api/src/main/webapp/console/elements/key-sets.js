import {html, nothing} from '../core/lit.js';
import {dateTime, moment, number} from '../core/format.js';
import {t, word} from '../core/i18n.js';

/** The sets of keys that a connection has had: which one counts, which one still does for a while, and why the others ended. */
export function keySets(sets) {
  return sets.length ? html`<section class="part" aria-labelledby="key-sets"><header class="part-head"><div><h2 id="key-sets">${t('keySets.heading')}</h2><p class="quiet">${t('keySets.lead')}</p></div></header>
    <table class="table"><caption class="unseen">${t('keySets.heading')}</caption>
      <thead><tr><th scope="col">App Key</th><th scope="col" class="right">${t('connection.generation')}</th><th scope="col">${t('keySets.made')}</th><th scope="col">${t('connection.stateWord')}</th></tr></thead>
      <tbody>${sets.map(one => html`<tr><td class="lead"><code>${one.appKey}</code></td>
        <td data-label=${t('connection.generation')} class="right">${number(one.generation)}</td>
        <td data-label=${t('keySets.made')}>${moment(one.createdOn)}</td>
        <td>${standing(one)}</td></tr>`)}</tbody></table></section>` : nothing;
}

function standing(one) {
  if (!one.validUntil) {
    return html`<span class="badge good">${t('keySets.current')}</span>`;
  }
  return Date.parse(one.validUntil) > Date.now()
    ? html`<span class="badge warn">${t('keySets.overlapping')}</span> <span class="quiet">${t('way.until', {time: dateTime(one.validUntil)})}</span>`
    : html`<span class="badge quiet">${word('keySets.ended', one.ended)}</span> <span class="quiet">${moment(one.validUntil)}</span>`;
}
