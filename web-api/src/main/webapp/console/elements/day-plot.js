import {html, nothing, svg} from '../core/lit.js';
import {KoppelElement} from '../core/element.js';
import {date, number} from '../core/format.js';
import {language, t} from '../core/i18n.js';

const SERIES = ['received', 'offered', 'retrieved'];
const HEIGHT = 190;
const LEFT = 40;
const RIGHT = 10;
const TOP = 10;
const BOTTOM = 24;

/** Documents received, offered and retrieved per day: lines for the eye, the same numbers as a table for whoever wants them. */
class DayPlot extends KoppelElement {
  static properties = {days: {attribute: false}, width: {state: true}, at: {state: true}};

  #resized = new ResizeObserver(([entry]) => (this.width = Math.round(entry.contentRect.width)));

  constructor() {
    super();
    this.days = [];
    this.width = 640;
    this.at = null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#resized.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#resized.disconnect();
  }

  get top() {
    return niceAbove(Math.max(1, ...this.days.flatMap(day => SERIES.map(name => day[name] ?? 0))));
  }

  x(i) {
    return LEFT + (this.width - LEFT - RIGHT) * (this.days.length > 1 ? i / (this.days.length - 1) : .5);
  }

  y(value) {
    return TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / this.top);
  }

  move(event) {
    const box = event.currentTarget.getBoundingClientRect();
    const i = Math.round((event.clientX - box.left - LEFT) / (this.width - LEFT - RIGHT) * (this.days.length - 1));
    this.at = Math.min(this.days.length - 1, Math.max(0, i));
  }

  render() {
    const sum = name => this.days.reduce((total, day) => total + (day[name] ?? 0), 0);
    return html`<figure class="plot">
      <svg viewBox="0 0 ${this.width} ${HEIGHT}" width=${this.width} height=${HEIGHT} role="img" aria-label=${t('plot.summary', Object.fromEntries(SERIES.map(name => [name, sum(name)])))}
          @pointermove=${this.move} @pointerleave=${() => (this.at = null)}>
        ${[0, this.top / 2, this.top].map(value => svg`<g class="rule"><line x1=${LEFT} x2=${this.width - RIGHT} y1=${this.y(value)} y2=${this.y(value)} />
          <text x=${LEFT - 8} y=${this.y(value) + 4} text-anchor="end">${Number.isInteger(value) ? number(value) : ''}</text></g>`)}
        ${this.labels()}
        ${SERIES.map(name => svg`<polyline class=${name} points=${this.days.map((day, i) => `${this.x(i)},${this.y(day[name] ?? 0)}`).join(' ')} />`)}
        ${this.at === null ? nothing : svg`<line class="cursor" x1=${this.x(this.at)} x2=${this.x(this.at)} y1=${TOP} y2=${HEIGHT - BOTTOM} />
          ${SERIES.map(name => svg`<circle class=${name} cx=${this.x(this.at)} cy=${this.y(this.days[this.at][name] ?? 0)} r="3.5" />`)}`}
      </svg>
      <figcaption>${SERIES.map(name => html`<span class="key"><svg width="22" height="8" aria-hidden="true"><polyline class=${name} points="0,4 22,4" /></svg>${t(`plot.${name}`)}
        <strong>${number(this.at === null ? sum(name) : this.days[this.at][name] ?? 0)}</strong></span>`)}<span class="quiet">${this.at === null ? t('plot.days', {n: this.days.length}) : date(this.days[this.at].day)}</span></figcaption>
      <details><summary>${t('plot.table')}</summary>${this.table()}</details>
    </figure>`;
  }

  labels() {
    const step = Math.max(1, Math.ceil(this.days.length / Math.max(2, Math.floor(this.width / 90))));
    const short = new Intl.DateTimeFormat(language.locale, {day: 'numeric', month: 'short', timeZone: 'UTC'});
    return this.days.map((day, i) => ((this.days.length - 1 - i) % step === 0
      ? svg`<text x=${Math.min(this.x(i), this.width - RIGHT - 14)} y=${HEIGHT - 6} text-anchor="middle">${short.format(new Date(`${day.day}T00:00:00Z`))}</text>` : nothing));
  }

  table() {
    return html`<table class="plain"><thead><tr><th scope="col">${t('plot.day')}</th>${SERIES.map(name => html`<th scope="col" class="right">${t(`plot.${name}`)}</th>`)}</tr></thead>
      <tbody>${[...this.days].reverse().map(day => html`<tr><th scope="row">${date(day.day)}</th>${SERIES.map(name => html`<td class="right">${number(day[name] ?? 0)}</td>`)}</tr>`)}</tbody></table>`;
  }
}

/** The next of 1, 2, 4, 10, 20, 40, …: its half is a whole number, too, from 2 on. */
function niceAbove(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 4, 10].map(step => step * power).find(step => step >= value);
}

customElements.define('day-plot', DayPlot);
