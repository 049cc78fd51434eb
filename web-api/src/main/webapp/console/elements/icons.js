import {svg, html} from '../core/lit.js';

const PATHS = {
  copy: svg`<rect x="8" y="8" width="12" height="12" rx="2"/><path d="M16 8V6a2 2 0 0 0-2-2H6a2 2 0 0 0-2 2v8a2 2 0 0 0 2 2h2"/>`,
  check: svg`<path d="m5 12.5 4.5 4.5L19 7.5"/>`,
  dots: svg`<path d="M12 5.5v.01M12 12v.01M12 18.5v.01" stroke-width="3.2"/>`,
  plus: svg`<path d="M12 5v14M5 12h14"/>`,
  warning: svg`<path d="M12 4 2.8 19.5h18.4L12 4ZM12 10v4.5M12 17v.01"/>`,
  info: svg`<circle cx="12" cy="12" r="9"/><path d="M12 11v5M12 8v.01"/>`,
  sun: svg`<circle cx="12" cy="12" r="4"/><path d="M12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6 7 7M17 17l1.4 1.4M5.6 18.4 7 17M17 7l1.4-1.4"/>`,
  moon: svg`<path d="M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5Z"/>`,
  system: svg`<rect x="3" y="4.5" width="18" height="12" rx="2"/><path d="M9 20h6M12 16.5V20"/>`,
  receive: svg`<path d="M12 4v10M7.5 9.5 12 14l4.5-4.5M5 19h14"/>`,
  send: svg`<path d="M12 15V5M7.5 9.5 12 5l4.5 4.5M5 19h14"/>`,
  bolt: svg`<path d="M13 3 5 13.5h6L10 21l8-10.5h-6L13 3Z"/>`,
  person: svg`<circle cx="12" cy="8" r="4"/><path d="M4.5 20a7.5 7.5 0 0 1 15 0"/>`,
  down: svg`<path d="m7 10 5 5 5-5"/>`,
  close: svg`<path d="M6 6l12 12M18 6 6 18"/>`,
  link: svg`<path d="M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.3l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3A4 4 0 0 0 11 18.7l1-1"/>`,
  key: svg`<circle cx="8" cy="15" r="4"/><path d="m11 12 8-8M16 7l3 3"/>`,
  repeat: svg`<path d="M4 11a7 7 0 0 1 12-5l3 3M19 4v5h-5M20 13a7 7 0 0 1-12 5l-3-3M5 20v-5h5"/>`,
  external: svg`<path d="M14 4h6v6M20 4l-9 9M18 14v5a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1h5"/>`,
  file: svg`<path d="M14 3H7a1 1 0 0 0-1 1v16a1 1 0 0 0 1 1h10a1 1 0 0 0 1-1V7l-4-4ZM14 3v4h4"/>`,
};

/** Beside words, never instead of them. */
export const icon = name => html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${PATHS[name]}</svg>`;
