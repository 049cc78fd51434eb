import {LitElement, html, nothing} from './lit.js';
import {language, t} from './i18n.js';
import {problemBox} from '../elements/problem.js';

/**
 * What every element of the console is: rendered into the page itself (labels, ids and one style sheet reach everything), and
 * again when the language changes.
 */
export class KoppelElement extends LitElement {
  #again = () => this.requestUpdate();

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    language.addEventListener('change', this.#again);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    language.removeEventListener('change', this.#again);
  }
}

/** A page: it fetches, and shows that it does, what went wrong, or its content. */
export class PageElement extends KoppelElement {
  static properties = {params: {attribute: false}, loading: {state: true}, problem: {state: true}};

  constructor() {
    super();
    this.params = {};
    this.loading = true;
    this.problem = null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.refresh();
  }

  /** What the browser's tab is called. */
  get heading() {
    return '';
  }

  /** Fetches what the page shows. */
  async load() {}

  async refresh() {
    this.problem = null;
    try {
      await this.load();
    } catch (problem) {
      if (problem.name !== 'AbortError') {
        this.problem = problem;
      }
    }
    // what is shown while it loads has a heading too; whoever stands on it stays there
    const onHeading = document.activeElement !== null && document.activeElement === this.querySelector('h1');
    this.loading = false;
    this.requestUpdate();
    await this.updateComplete;
    onHeading && this.querySelector('h1')?.focus();
    this.dispatchEvent(new Event('loaded', {bubbles: true}));
  }

  render() {
    if (this.loading) {
      return html`<h1 tabindex="-1">${this.heading}</h1><div class="skeleton"><span class="unseen">${t('loading')}</span></div>`;
    }
    if (this.problem) {
      return html`<h1 tabindex="-1">${this.heading}</h1>${problemBox(this.problem, {more: this.problem.status === 404 ? nothing : html`<p><button type="button" class="small" @click=${this.again}>${t('retry')}</button></p>`})}`;
    }
    return this.content();
  }

  async again() {
    this.loading = true;
    await this.updateComplete;
    this.querySelector('h1').focus();
    await this.refresh();
  }

  content() {
    return nothing;
  }
}
