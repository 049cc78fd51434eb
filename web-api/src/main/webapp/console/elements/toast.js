import {html, render} from '../core/lit.js';
import {icon} from './icons.js';

/** A sentence that says that something was done: seen for a few seconds, and read out by a screen reader. */
export function toast(sentence) {
  let place = document.getElementById('toasts');
  if (!place) {
    place = document.createElement('div');
    place.id = 'toasts';
    place.setAttribute('role', 'status');
  }
  // a modal dialog makes everything outside of itself inert, this too
  (document.querySelector('dialog[open]') ?? document.body).append(place);
  const line = document.createElement('p');
  render(html`${icon('check')}<span>${sentence}</span>`, line);
  place.replaceChildren(line);
  setTimeout(() => line.remove(), 6000);
}
