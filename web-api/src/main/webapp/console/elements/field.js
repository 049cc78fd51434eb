import {html, nothing} from '../core/lit.js';
import {fieldErrors} from './problem.js';

/** ids of what describes a field: its hint and its error. */
const described = (id, hint, wrong) => [hint && `${id}-hint`, wrong && `${id}-error`].filter(Boolean).join(' ') || nothing;

/**
 * A labelled input with its hint and the errors that the server found in it.
 *
 * @param name of the field, in the form and in the API
 */
export function field({id, name, label, value = '', hint = null, problem = null, type = 'text', required = false, lines = 0,
  autocomplete = 'off', maxlength = null, onInput = null, readonly = false, mono = false, min = null, max = null, list = null}) {
  const wrong = (problem?.of?.(name) ?? []).length > 0;
  const common = described(id, hint, wrong);
  return html`<div class="field">
    <label for=${id}>${label}</label>
    ${lines
      ? html`<textarea id=${id} name=${name} rows=${lines} .value=${value} ?required=${required} ?readonly=${readonly}
          class=${mono ? 'mono' : ''} spellcheck="false" aria-describedby=${common} aria-invalid=${wrong ? 'true' : nothing}
          @input=${onInput}></textarea>`
      : html`<input id=${id} name=${name} type=${type} .value=${value} ?required=${required} ?readonly=${readonly}
          class=${mono ? 'mono' : ''} autocomplete=${autocomplete} spellcheck="false" maxlength=${maxlength ?? nothing}
          list=${list ?? nothing} min=${min ?? nothing} max=${max ?? nothing} aria-describedby=${common} aria-invalid=${wrong ? 'true' : nothing}
          @input=${onInput}>`}
    ${hint ? html`<p class="hint" id=${`${id}-hint`}>${hint}</p>` : nothing}
    ${fieldErrors(problem, name, id)}
  </div>`;
}

/** One of a few, each with what it means. */
export function choice({name, legend, options, value, onChange, problem = null}) {
  return html`<fieldset class="choice">
    <legend>${legend}</legend>
    ${options.map(option => html`<label class="option">
      <input type="radio" name=${name} value=${option.value} .checked=${option.value === value} ?disabled=${option.disabled}
          @change=${() => onChange(option.value)}>
      <span><span class="option-name">${option.label}</span>${option.hint ? html`<span class="hint">${option.hint}</span>` : nothing}</span>
    </label>`)}
    ${fieldErrors(problem, name, name)}
  </fieldset>`;
}

/** Yes or no. */
export function check({id, label, checked, onChange, hint = null, required = false, disabled = false}) {
  return html`<div class="check"><input type="checkbox" id=${id} .checked=${checked} ?required=${required} ?disabled=${disabled}
      aria-describedby=${hint ? `${id}-hint` : nothing} @change=${event => onChange(event.target.checked)}>
    <div><label for=${id}>${label}</label>${hint ? html`<p class="hint" id=${`${id}-hint`}>${hint}</p>` : nothing}</div></div>`;
}

/** Brings a person to the first field that is not right. */
export async function focusFirstError(element) {
  await element.updateComplete;
  element.querySelector('[aria-invalid="true"], [role="alert"]')?.focus?.();
}
