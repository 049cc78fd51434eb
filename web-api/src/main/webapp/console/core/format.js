/** Dates, numbers and amounts as the person writes them. */
import {html, nothing} from './lit.js';
import {language, t} from './i18n.js';

const UNITS = [['year', 31_536_000], ['month', 2_592_000], ['day', 86_400], ['hour', 3_600], ['minute', 60]];

export const number = value => new Intl.NumberFormat(language.locale).format(value);

export const percent = value => new Intl.NumberFormat(language.locale, {style: 'percent', maximumFractionDigits: 2}).format(value);

/** A quantity, with all its decimals. */
export const quantity = value => new Intl.NumberFormat(language.locale, {maximumFractionDigits: 10}).format(value);

/** As a text it keeps every digit. A price may be a fraction of a cent, so its decimals are never cut off. */
export function amount(value, currency, {exact = false} = {}) {
  if (value === null || value === undefined || value === '' || Number.isNaN(Number(value))) {
    return '';
  }
  const number = String(value);
  try {
    return new Intl.NumberFormat(language.locale, {style: 'currency', currency, ...(exact ? {maximumFractionDigits: 10} : {})}).format(number);
  } catch {
    // what an invoice calls a currency need not be one
    return `${new Intl.NumberFormat(language.locale, {minimumFractionDigits: 2}).format(number)} ${currency ?? ''}`;
  }
}

/** A calendar date: the same day wherever the reader is. */
export function date(text) {
  const day = text ? new Date(`${String(text).slice(0, 10)}T00:00:00Z`) : null;
  return day && !Number.isNaN(day.getTime())
    ? new Intl.DateTimeFormat(language.locale, {dateStyle: 'medium', timeZone: 'UTC'}).format(day) : text ?? '';
}

export const dateTime = text => new Intl.DateTimeFormat(language.locale, {dateStyle: 'medium', timeStyle: 'medium'}).format(new Date(text));

/** A moment, to the minute; its second is one hover away. */
export function minute(text) {
  return text ? html`<time datetime=${text} title=${dateTime(text)}>${new Intl.DateTimeFormat(language.locale, {dateStyle: 'medium', timeStyle: 'short'}).format(new Date(text))}</time>` : nothing;
}

/** A moment, to the second. */
export function moment(text) {
  return text ? html`<time datetime=${text}>${dateTime(text)}</time>` : nothing;
}

/** How long ago; the moment itself is one hover or a screen reader's look away. */
export function ago(text) {
  return text ? html`<time datetime=${text} title=${dateTime(text)}>${relative(text)}</time>` : t('never');
}

export function relative(text, now = Date.now()) {
  const seconds = Math.round((new Date(text).getTime() - now) / 1000);
  const words = new Intl.RelativeTimeFormat(language.locale, {numeric: 'auto'});
  for (const [unit, length] of UNITS) {
    if (Math.abs(seconds) >= length) {
      return words.format(Math.trunc(seconds / length), unit);
    }
  }
  return t('justNow');
}

/** Some names in one sentence. */
export const listed = names => new Intl.ListFormat(language.locale, {type: 'conjunction'}).format(names);

/** The name of a country by its code. */
export function country(code) {
  try {
    return new Intl.DisplayNames(language.locale, {type: 'region'}).of(code);
  } catch {
    return code;
  }
}

export function bytes(size) {
  const [value, unit] = size < 1024 ? [size, 'byte'] : size < 1_048_576 ? [size / 1024, 'kilobyte'] : [size / 1_048_576, 'megabyte'];
  return new Intl.NumberFormat(language.locale, {style: 'unit', unit, maximumFractionDigits: 1}).format(value);
}

/** A length of time in the largest unit that fits. */
export function duration(seconds) {
  const unit = seconds < 90 ? ['second', 1] : seconds < 5_400 ? ['minute', 60] : seconds < 129_600 ? ['hour', 3_600] : ['day', 86_400];
  return new Intl.NumberFormat(language.locale, {style: 'unit', unit: unit[0], unitDisplay: 'long', maximumFractionDigits: 1})
    .format(Math.round(seconds / unit[1] * 10) / 10);
}
