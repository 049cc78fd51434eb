import {html, nothing} from '../core/lit.js';
import {KoppelElement} from '../core/element.js';
import {t} from '../core/i18n.js';

/**
 * One of many organisations: a field to search in with the list of what fits below it, by keyboard as the ARIA practices describe a
 * combobox. Says {@code picked} with the organisation as its detail.
 */
class OrganisationPicker extends KoppelElement {
  static properties = {name: {}, label: {}, organisations: {attribute: false}, chosen: {attribute: false}, bare: {type: Boolean},
    search: {state: true}, at: {state: true}};

  constructor() {
    super();
    Object.assign(this, {organisations: [], chosen: null, search: '', at: 0, bare: false});
  }

  get found() {
    const words = this.search.trim().toLowerCase().split(/\s+/);
    return this.organisations.filter(one => {
      const text = [one.name, one.companyId, ...(one.partyIds ?? [])].join(' ').toLowerCase();
      return words.every(word => text.includes(word));
    });
  }

  focus() {
    this.querySelector('input')?.focus();
  }

  updated(changed) {
    if (changed.has('at') || changed.has('search')) {
      this.querySelector('[data-at]')?.scrollIntoView({block: 'nearest'});
    }
  }

  onInput(event) {
    this.search = event.target.value;
    this.at = 0;
  }

  onKey(event) {
    const many = this.found.length;
    const to = {ArrowDown: this.at + 1, ArrowUp: this.at - 1, PageDown: Math.min(this.at + 8, many - 1), PageUp: Math.max(this.at - 8, 0)}[event.key];
    if (to !== undefined && many) {
      event.preventDefault();
      this.at = (to + many) % many;
    } else if (event.key === 'Enter') {
      event.preventDefault();
      this.found[this.at] && this.pick(this.found[this.at]);
    }
  }

  pick(organisation) {
    this.chosen = organisation.id;
    this.dispatchEvent(new CustomEvent('picked', {detail: organisation, bubbles: true}));
  }

  render() {
    const {found, name} = this;
    return html`<div class="field"><label for=${`${name}-search`} class=${this.bare ? 'unseen' : ''}>${this.label}</label>
      <input id=${`${name}-search`} type="search" role="combobox" autocomplete="off" spellcheck="false" placeholder=${t('environment.search')} .value=${this.search}
          aria-expanded=${found.length ? 'true' : 'false'} aria-controls=${`${name}-list`} aria-autocomplete="list" aria-activedescendant=${found.length ? `${name}-${found[this.at]?.id}` : nothing}
          @input=${this.onInput} @keydown=${this.onKey}>
      <ul role="listbox" tabindex="-1" id=${`${name}-list`} class="options" aria-label=${this.label} ?hidden=${!found.length}>
        ${found.map((one, i) => html`<li role="option" id=${`${name}-${one.id}`} aria-selected=${one.id === this.chosen ? 'true' : 'false'} data-at=${i === this.at ? '' : nothing} @click=${() => this.pick(one)}>
          <span>${one.name}</span><span class="quiet mono">${one.companyId ?? ''}</span></li>`)}</ul>
      <p class=${found.length ? 'unseen' : 'hint'} role="status">${found.length ? (this.search ? t('environment.found', {n: found.length}) : '') : t('box.nothingFound')}</p></div>`;
  }
}

customElements.define('organisation-picker', OrganisationPicker);
