/** The one place that knows where the library lies. */
export {LitElement, html, nothing, render, svg} from '../lib/lit-element/lit-element.js';
