import {LitElement, html, nothing} from './lit.js';
import {language} from './i18n.js';
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
    this.loading = false;
    this.requestUpdate();
    await this.updateComplete;
    this.dispatchEvent(new Event('loaded', {bubbles: true}));
  }

  render() {
    if (this.loading) {
      return html`<h1 tabindex="-1">${this.heading}</h1><div class="skeleton" aria-hidden="true"></div>`;
    }
    if (this.problem) {
      return html`<h1 tabindex="-1">${this.heading}</h1>${problemBox(this.problem)}`;
    }
    return this.content();
  }

  content() {
    return nothing;
  }
}
