import {html} from '../core/lit.js';
import {KoppelElement} from '../core/element.js';
import {t} from '../core/i18n.js';

class MissingPage extends KoppelElement {
  render() {
    return html`<h1 tabindex="-1">${t('missing.heading')}</h1><p>${t('missing.text')}</p><p><a href=".">${t('nav.environment')}</a></p>`;
  }
}

customElements.define('page-missing', MissingPage);
