import {html, nothing} from '../core/lit.js';
import {KoppelElement} from '../core/element.js';
import {icon} from './icons.js';

/**
 * The three dots: a menu button with arrow keys, Home, End and Escape, as the ARIA practices describe it.
 * With a text the button shows that instead of the dots. Items: {label, run, danger?, off?} where off says why it cannot be chosen now.
 */
class ActionMenu extends KoppelElement {
  static properties = {label: {}, text: {}, items: {attribute: false}, open: {state: true}};

  #outside = event => {
    if (!this.contains(event.target)) {
      this.open = false;
    }
  };

  constructor() {
    super();
    this.items = [];
    this.open = false;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener('pointerdown', this.#outside);
  }

  updated(changed) {
    if (changed.has('open')) {
      document[this.open ? 'addEventListener' : 'removeEventListener']('pointerdown', this.#outside);
    }
  }

  async show(last = false) {
    this.open = true;
    await this.updateComplete;
    this.entries.at(last ? -1 : 0)?.focus();
  }

  hide() {
    this.open = false;
    this.querySelector('button').focus();
  }

  get entries() {
    return [...this.querySelectorAll('[role=menuitem]')];
  }

  onButton(event) {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      this.show(event.key === 'ArrowUp');
    }
  }

  onMenu(event) {
    const entries = this.entries;
    const at = entries.indexOf(document.activeElement);
    const to = {ArrowDown: (at + 1) % entries.length, ArrowUp: (at - 1 + entries.length) % entries.length, Home: 0, End: entries.length - 1}[event.key];
    if (to !== undefined) {
      event.preventDefault();
      entries[to].focus();
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      this.hide();
    } else if (event.key === 'Tab') {
      this.open = false;
    }
  }

  choose(item) {
    if (!item.off) {
      this.hide();
      item.run();
    }
  }

  render() {
    return html`<button type="button" class="ghost" aria-haspopup="menu" aria-expanded=${this.open ? 'true' : 'false'}
        aria-label=${this.label} title=${this.label} @click=${() => (this.open ? this.hide() : this.show())} @keydown=${this.onButton}>${this.text ? html`${icon('person')}<span class="menu-text">${this.text}</span>` : icon('dots')}</button>
      ${this.open ? html`<ul role="menu" aria-label=${this.label} @keydown=${this.onMenu}>
        ${this.items.map(item => html`<li role="none"><button type="button" role="menuitem" tabindex="-1"
            class=${item.danger ? 'danger-text' : ''} aria-disabled=${item.off ? 'true' : nothing} @click=${() => this.choose(item)}>
          ${item.label}${item.off ? html`<small>${item.off}</small>` : nothing}</button></li>`)}
      </ul>` : nothing}`;
  }
}

customElements.define('action-menu', ActionMenu);
