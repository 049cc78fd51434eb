import {html, nothing} from '../core/lit.js';
import {date, number} from '../core/format.js';
import {t} from '../core/i18n.js';
import {openDialog} from '../dialogs/dialog.js';
import {icon} from './icons.js';

/**
 * The further organisations that a connection's keys serve, each with its own administration, start date and waiting count.
 *
 * @param may whether the person administers the connection
 * @param changed called after anything has changed
 */
export function furtherOrganisations({organisation, connection, softwarePackage, may, changed}) {
  const open = (tag, served) => async () => {
    const done = await openDialog(tag, {organisation, connection, softwarePackage, served});
    done && (await changed(done));
  };
  const active = connection.state === 'active';
  const add = may && active && connection.method !== 'autopilot';
  const {organisations = []} = connection;
  if (!organisations.length && !add) {
    return nothing;
  }
  return html`<section class="part" aria-labelledby="further"><header class="part-head"><div><h2 id="further">${t('connection.furtherOrganisations')}</h2><p class="quiet">${t('serve.lead')}</p></div>
      ${add ? html`<button type="button" class="small" @click=${open('serve-dialog', null)}>${icon('plus')}${t('serve.add')}</button>` : nothing}</header>
    ${organisations.length ? html`<table class="table"><caption class="unseen">${t('connection.furtherOrganisations')}</caption>
      <thead><tr><th scope="col">${t('nav.organisation')}</th><th scope="col">${t('connection.administration')}</th><th scope="col">${t('connection.startDate')}</th>
        ${softwarePackage?.directions.sales ? html`<th scope="col">${t('connection.salesInvoices')}</th>` : nothing}<th scope="col" class="right">${t('connection.waiting')}</th>${may ? html`<th scope="col"><span class="unseen">${t('actions')}</span></th>` : nothing}</tr></thead>
      <tbody>${organisations.map(one => html`<tr><td class="lead"><span class="strong">${one.name}</span><span class="quiet mono">${one.companyId}</span></td>
        <td data-label=${t('connection.administration')}>${one.administration ?? t('connection.noAdministration')}</td>
        <td data-label=${t('connection.startDate')}>${one.startDate ? date(one.startDate) : t('serve.noStartDate')}</td>
        ${softwarePackage?.directions.sales ? html`<td data-label=${t('connection.salesInvoices')}>${one.salesInvoices ? t('yes') : t('no')}</td>` : nothing}
        <td data-label=${t('connection.waiting')} class="right">${one.waiting ? html`<strong>${number(one.waiting)}</strong>` : number(0)}</td>
        ${may ? html`<td class="row-actions"><action-menu label=${t('connections.menu', {name: one.name})} .items=${[
          {label: t('serve.changeDo'), off: active ? null : t('serve.reconnectFirst'), run: open('serve-dialog', one)},
          {label: t('unserve.do'), danger: true, run: open('unserve-dialog', one)}]}></action-menu></td>` : nothing}</tr>`)}</tbody></table>` : nothing}</section>`;
}
