import {html} from '../core/lit.js';
import {KoppelElement} from '../core/element.js';
import {t} from '../core/i18n.js';
import {icon} from './icons.js';

/** Puts a text on the clipboard and says that it did. */
class CopyButton extends KoppelElement {
  static properties = {text: {attribute: false}, what: {}, label: {}, done: {state: true}};

  async copy() {
    this.done = await put(this.text) ? 'copied' : 'copyFailed';
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (this.done = null), 2500);
  }

  render() {
    return html`<button type="button" class="small" @click=${this.copy}>
        ${icon(this.done === 'copied' ? 'check' : 'copy')}<span>${this.done ? t(this.done) : this.label ?? t('copy')}</span>
        <span class="unseen">${this.what}</span></button>
      <span class="unseen" role="status">${this.done ? `${this.what}: ${t(this.done)}` : ''}</span>`;
  }
}

/** Without the clipboard's own interface (plain http on another host) the old command still works. */
export async function put(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = document.createElement('textarea');
    field.value = text;
    field.className = 'unseen';
    const before = document.activeElement;
    (document.querySelector('dialog[open]') ?? document.body).append(field);
    field.select();
    const done = document.execCommand('copy');
    field.remove();
    before?.focus();
    return done;
  }
}

customElements.define('copy-button', CopyButton);
