import {html, nothing} from '../core/lit.js';
import {PageElement} from '../core/element.js';
import {api} from '../core/api.js';
import {connectionPath, go, showKeys} from '../core/connections.js';
import {t} from '../core/i18n.js';
import {check, choice, field, focusFirstError} from '../elements/field.js';
import {packageMarks} from '../elements/package-marks.js';
import {fieldErrors, problemBox} from '../elements/problem.js';

const FIELDS = ['softwarePackage', 'name', 'acknowledgement', 'leaseSeconds', 'administration', 'follows', 'directions'];

/** Create a connection: choose the package, and what else there is to choose. */
class NewConnectionPage extends PageElement {
  static properties = {chosen: {state: true}, acknowledgement: {state: true}, follows: {state: true}, reoffer: {state: true},
    refusal: {state: true}, busy: {state: true}, directions: {state: true}};

  constructor() {
    super();
    this.chosen = null;
    this.acknowledgement = 'onDownload';
    this.follows = '';
    this.reoffer = true;
    this.directions = {purchase: true, sales: false, send: true};
  }

  get heading() {
    return t('connections.create');
  }

  async load() {
    const id = this.params.organisation;
    [this.organisation, this.connections, this.packages] = await Promise.all(
      [api.organisation(id), api.connections(id).then(page => page.items), api.softwarePackages()]);
  }

  async submit(event) {
    event.preventDefault();
    const form = new FormData(event.target);
    const given = name => form.get(name)?.toString().trim() || undefined;
    const body = {softwarePackage: this.chosen ?? undefined, name: given('name'), administration: given('administration')};
    if (this.ownApp) {
      body.directions = this.directions;
    }
    if (this.receives) {
      body.acknowledgement = this.acknowledgement;
      body.leaseSeconds = this.acknowledgement === 'explicit' && given('leaseSeconds') ? Number(given('leaseSeconds')) : undefined;
      body.follows = this.follows || undefined;
      body.reoffer = this.reoffer;
    }
    this.busy = true;
    this.refusal = null;
    try {
      const created = await api.createConnection(this.organisation.id, body);
      if (created.secret) {
        await showKeys(this.organisation, this.package, created, created, created.warnings ?? []);
      }
      go(this.organisation.id, created.id);
    } catch (problem) {
      this.refusal = problem;
      focusFirstError(this);
    } finally {
      this.busy = false;
    }
  }

  get package() {
    return this.packages.find(one => one.id === this.chosen);
  }

  /** One's own software does what one chooses for it. */
  get ownApp() {
    return this.chosen === 'own-app';
  }

  get receives() {
    const directions = this.ownApp ? this.directions : this.package?.directions;
    return Boolean(directions?.purchase || directions?.sales);
  }

  content() {
    return html`<header class="page-head"><div><h1 tabindex="-1">${this.heading}</h1><p class="quiet">${this.organisation.name}</p></div></header>
      <form class="stack wide" novalidate @submit=${this.submit}>
        <fieldset class="cards" aria-describedby=${this.refusal?.of?.('softwarePackage').length ? 'package-error' : nothing}>
          <legend>${t('new.package')}</legend>
          ${this.packages.map(one => html`<label class="pick"><input type="radio" name="softwarePackage" value=${one.id} .checked=${one.id === this.chosen}
              @change=${() => (this.chosen = one.id)}><span><strong>${one.name}</strong>${packageMarks(one)}</span></label>`)}
          ${fieldErrors(this.refusal, 'softwarePackage', 'package')}
        </fieldset>
        ${this.warning()}
        ${this.package ? this.more() : nothing}
        ${problemBox(this.refusal, {fields: FIELDS, more: this.conflict()})}
        <div class="buttons"><button class="primary" aria-busy=${this.busy ? 'true' : 'false'}>${t('new.create')}</button>
          <a class="button" href=${`organisations/${this.organisation.id}/connections`}>${t('cancel')}</a></div>
      </form>`;
  }

  /** Said before the person goes on, not after. */
  warning() {
    const same = this.connections.filter(one => one.state === 'active' && one.softwarePackage === this.chosen);
    return same.length ? html`<div class="notice warn"><div><p>${t('new.sameActive', {n: same.length})}</p>
      <ul>${same.map(one => html`<li><a href=${connectionPath(this.organisation.id, one.id)}>${one.name}</a></li>`)}</ul></div></div>` : nothing;
  }

  conflict() {
    const other = this.refusal?.body?.connectionId;
    return other ? html`<p><a href=${connectionPath(this.organisation.id, other)}>${t('conflict.open')}</a></p>` : nothing;
  }

  more() {
    const ended = this.connections.filter(one => one.state === 'revoked' && !one.followedBy);
    return html`${this.ownApp ? html`<fieldset class="choice"><legend>${t('new.directions')}</legend>${Object.keys(this.directions).map(name => check({id: `direction-${name}`,
        label: t(`new.direction.${name}`), checked: this.directions[name], onChange: value => (this.directions = {...this.directions, [name]: value})}))}
        ${fieldErrors(this.refusal, 'directions', 'directions')}</fieldset>` : nothing}
      ${field({id: 'name', name: 'name', label: t('new.name'), hint: t('new.name.hint', {name: this.package.name}), maxlength: 200, problem: this.refusal})}
      ${field({id: 'administration', name: 'administration', label: t('new.administration'), hint: t('new.administration.hint'), maxlength: 100, problem: this.refusal})}
      ${this.receives ? html`
        ${choice({name: 'acknowledgement', legend: t('new.acknowledgement'), value: this.acknowledgement, onChange: value => (this.acknowledgement = value),
          problem: this.refusal, options: [
            {value: 'onDownload', label: t('acknowledgement.onDownload'), hint: t('acknowledgement.onDownload.hint')},
            {value: 'explicit', label: t('acknowledgement.explicit'), hint: t('acknowledgement.explicit.hint')}]})}
        ${this.acknowledgement === 'explicit' ? field({id: 'lease', name: 'leaseSeconds', label: t('new.lease'), hint: t('new.lease.hint'), type: 'number',
          value: '900', min: 1, max: 86400, problem: this.refusal}) : nothing}
        ${ended.length ? choice({name: 'follows', legend: t('new.follows'), value: this.follows, onChange: value => (this.follows = value), problem: this.refusal,
          options: [{value: '', label: t('new.follows.newest'), hint: t('new.follows.hint')},
            ...ended.map(one => ({value: one.id, label: one.name, hint: t('new.follows.waiting', {n: one.waiting})}))]}) : nothing}
        ${check({id: 'reoffer', label: t('new.reoffer'), hint: t('new.reoffer.hint'), checked: this.reoffer, onChange: value => (this.reoffer = value)})}` : nothing}`;
  }
}

customElements.define('page-new-connection', NewConnectionPage);
