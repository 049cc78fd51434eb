import {html, nothing} from '../core/lit.js';
import {api} from '../core/api.js';
import {bytes} from '../core/format.js';
import {t} from '../core/i18n.js';
import {findingsList} from '../elements/findings.js';
import {KoppelDialog} from './dialog.js';

const LARGEST = 24 * 1024 * 1024;

/** An invoice that reached the organisation on another way. */
class UploadDialog extends KoppelDialog {
  static properties = {organisation: {attribute: false}, file: {state: true}};

  get heading() {
    return t('upload.do');
  }

  async submit() {
    const done = this.file && await this.attempt(() => api.upload(this.organisation.id, this.file));
    done && this.close(done);
  }

  more() {
    return findingsList(this.problem?.findings);
  }

  body() {
    const large = this.file?.size > LARGEST;
    return html`<div class="field"><label for="file">${t('upload.file')}</label>
      <input type="file" id="file" accept=".xml,application/xml,text/xml" aria-describedby="file-hint" @change=${event => (this.file = event.target.files[0] ?? null)}>
      <p class="hint" id="file-hint">${this.file ? bytes(this.file.size) : t('upload.hint')}</p>
      ${large ? html`<p class="error" role="alert">${t('problem.content-too-large')}</p>` : nothing}</div>`;
  }

  actions() {
    return html`${this.cancelButton()}${this.submitButton(t('upload.send'), {disabled: !this.file || this.file.size > LARGEST})}`;
  }
}

customElements.define('upload-dialog', UploadDialog);
