/** Words in the language of the person: what was chosen here, else what the browser asks for. */
import en from '../messages/en/index.js';
import nl from '../messages/nl/index.js';
import dutchSentences from '../messages/nl/sentences.js';

const CATALOGUES = {en, nl};
const STORE = 'koppel.language';

class Language extends EventTarget {
  #code = chosen();

  constructor() {
    super();
    document.documentElement.lang = this.#code;
  }

  get code() {
    return this.#code;
  }

  /** The browser's own variant of the language where it has one (en-GB writes dates otherwise than en-US). */
  get locale() {
    return navigator.languages.find(wish => wish.toLowerCase().split('-')[0] === this.#code) ?? (this.#code === 'nl' ? 'nl-NL' : 'en-GB');
  }

  use(code) {
    this.#code = code;
    localStorage.setItem(STORE, code);
    document.documentElement.lang = code;
    this.dispatchEvent(new Event('change'));
  }
}

function chosen() {
  const wishes = [localStorage.getItem(STORE), ...navigator.languages].filter(Boolean);
  return wishes.map(wish => wish.toLowerCase().split('-')[0]).find(code => code in CATALOGUES) ?? 'en';
}

export const language = new Language();

/** The message of that key; {name} is filled in, and {one, other} are chosen by the number n. */
export function t(key, values = {}) {
  let message = CATALOGUES[language.code][key] ?? CATALOGUES.en[key] ?? key;
  if (typeof message === 'object') {
    message = message[new Intl.PluralRules(language.code).select(values.n)] ?? message.other;
  }
  return message.replace(/\{(\w+)\}/g, (whole, name) => {
    const value = values[name];
    return value === undefined ? whole : typeof value === 'number' ? new Intl.NumberFormat(language.locale).format(value) : value;
  });
}

/** Whether there are words for it: for codes that the server may add to. */
export function has(key) {
  return key in CATALOGUES.en;
}

/** The word for a code of the API, or the code itself where this console is older than the server. */
export function word(prefix, code, values = {}) {
  return has(`${prefix}.${code}`) ? t(`${prefix}.${code}`, values) : code;
}

/** A sentence of the server about a field, in the person's language where it is known; the numbers in it stay. */
export function sentence(message) {
  if (language.code !== 'nl') {
    return message;
  }
  const numbers = message.match(/\d+/g) ?? [];
  return dutchSentences[message] ?? dutchSentences[message.replace(/\d+/g, '{n}')]?.replace(/\{n\}/g, () => numbers.shift()) ?? message;
}
