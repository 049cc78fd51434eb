import {html, nothing} from '../core/lit.js';
import {PageElement} from '../core/element.js';
import {api} from '../core/api.js';
import {minute} from '../core/format.js';
import {t} from '../core/i18n.js';
import {openDialog} from '../dialogs/dialog.js';
import {problemBox} from '../elements/problem.js';
import {toast} from '../elements/toast.js';

/** The party ids that wait until the operator confirms that they are the organisation's; longest waiting first. */
class PartyIdsPage extends PageElement {
  static properties = {items: {state: true}, next: {state: true}, refusal: {state: true}};

  get heading() {
    return t('nav.partyIds');
  }

  async load() {
    const page = await api.waitingPartyIds({limit: 50});
    Object.assign(this, {items: page.items, next: page.next});
  }

  async attempt(action) {
    this.refusal = null;
    try {
      await action();
    } catch (problem) {
      this.refusal = problem;
    }
  }

  confirm(one) {
    return this.attempt(async () => {
      await api.confirmPartyId(one.partyId);
      await this.decided(t('partyIds.confirmed', {id: one.partyId}));
    });
  }

  async refuse(one) {
    if (await openDialog('refuse-dialog', {waiting: one})) {
      await this.decided(t('partyIds.refused', {id: one.partyId}));
    }
  }

  /** Its row has gone, and the focus with it. */
  async decided(sentence) {
    toast(sentence);
    await this.refresh();
    this.querySelector('h1').focus();
  }

  more() {
    return this.attempt(async () => {
      const page = await api.waitingPartyIds({limit: 50, after: this.next});
      Object.assign(this, {items: [...this.items, ...page.items], next: page.next});
    });
  }

  content() {
    return html`<header class="page-head"><div><h1 tabindex="-1">${this.heading}</h1><p class="quiet">${t('partyIds.lead')}</p></div></header>
      ${problemBox(this.refusal)}
      ${this.items.length ? html`<table class="table"><caption class="unseen">${this.heading}</caption>
        <thead><tr><th scope="col">${t('partyIds.id')}</th><th scope="col">${t('nav.organisation')}</th><th scope="col">${t('partyIds.since')}</th><th scope="col"><span class="unseen">${t('actions')}</span></th></tr></thead>
        <tbody>${this.items.map(one => html`<tr><td class="lead"><span class="strong mono">${one.partyId}</span></td>
          <td data-label=${t('nav.organisation')} class="break">${one.organisation.name} <span class="quiet mono">${one.organisation.companyId}</span></td>
          <td data-label=${t('partyIds.since')}>${minute(one.createdOn)}</td>
          <td class="decide"><button type="button" class="small primary" @click=${() => this.confirm(one)}>${t('partyIds.confirm')}<span class="unseen"> ${one.partyId}</span></button>
            <button type="button" class="small" @click=${() => this.refuse(one)}>${t('partyIds.refuse')}<span class="unseen"> ${one.partyId}</span></button></td></tr>`)}</tbody></table>`
        : html`<div class="empty"><p>${t('partyIds.empty')}</p></div>`}
      ${this.next ? html`<p class="more"><button type="button" @click=${this.more}>${t('more')}</button></p>` : nothing}`;
  }
}

customElements.define('page-party-ids', PartyIdsPage);
