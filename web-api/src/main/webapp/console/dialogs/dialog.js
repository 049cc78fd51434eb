import {html, nothing} from '../core/lit.js';
import {KoppelElement} from '../core/element.js';
import {t} from '../core/i18n.js';
import {focusFirstError} from '../elements/field.js';
import {icon} from '../elements/icons.js';
import {problemBox} from '../elements/problem.js';

/**
 * A modal dialog: the browser's own, so that focus stays inside, Escape closes it and focus goes back to where it was.
 * Subclasses give a heading, a body and actions, and end with {@link close}.
 */
export class KoppelDialog extends KoppelElement {
  static properties = {problem: {state: true}, busy: {state: true}};

  constructor() {
    super();
    this.problem = null;
    this.busy = false;
  }

  /** Whether Escape and the cross may close it. */
  get closable() {
    return !this.busy;
  }

  /** Those fields that show their own errors. */
  get fields() {
    return [];
  }

  async firstUpdated() {
    const dialog = this.querySelector('dialog');
    // a heading takes the focus where nothing asks to be filled in, so that a screen reader starts at the beginning
    dialog.showModal();
    (dialog.querySelector('[autofocus]') ?? dialog.querySelector('h2')).focus();
  }

  close(result = null) {
    this.result = result;
    this.querySelector('dialog').close();
  }

  onCancel(event) {
    if (event.target === this.querySelector('dialog')) {
      event.preventDefault();
      if (this.closable) {
        this.close();
      }
    }
  }

  /** Does what the person confirmed; what the server refuses is shown and the dialog stays. */
  async attempt(action) {
    this.busy = true;
    this.problem = null;
    try {
      return await action();
    } catch (problem) {
      if (problem.name !== 'AbortError') {
        this.problem = problem;
        this.busy = false;
        focusFirstError(this);
      }
      return undefined;
    } finally {
      this.busy = false;
    }
  }

  onSubmit(event) {
    event.preventDefault();
    if (!this.busy) {
      this.submit(new FormData(event.target));
    }
  }

  async submit() {}

  more() {
    return nothing;
  }

  render() {
    return html`<dialog aria-labelledby=${`${this.localName}-heading`} class=${this.size ?? ''} @cancel=${this.onCancel}
        @close=${() => this.dispatchEvent(new Event('ended'))}>
      <form method="dialog" novalidate @submit=${this.onSubmit}>
        <header><h2 id=${`${this.localName}-heading`} tabindex="-1">${this.heading}</h2>
          ${this.closable ? html`<button type="button" class="ghost" aria-label=${t('close')} @click=${() => this.close()}>${icon('close')}</button>` : nothing}</header>
        <div class="dialog-body">${this.body()}${problemBox(this.problem, {fields: this.fields, more: this.more()})}</div>
        <footer>${this.actions()}</footer>
      </form>
    </dialog>`;
  }

  cancelButton() {
    return html`<button type="button" @click=${() => this.close()} ?disabled=${this.busy}>${t('cancel')}</button>`;
  }

  submitButton(label, {danger = false, disabled = false} = {}) {
    return html`<button class=${danger ? 'danger' : 'primary'} ?disabled=${disabled} aria-busy=${this.busy ? 'true' : nothing}>${label}</button>`;
  }
}

/** Opens a dialog and waits for its result; null when it was closed without one. */
export function openDialog(tag, properties = {}) {
  const before = document.activeElement;
  const dialog = Object.assign(document.createElement(tag), properties);
  return new Promise(done => {
    dialog.addEventListener('ended', () => {
      const toasts = dialog.querySelector('#toasts');
      toasts && document.body.append(toasts);
      dialog.remove();
      before?.isConnected && before.focus();
      done(dialog.result ?? null);
    });
    document.body.append(dialog);
  });
}
