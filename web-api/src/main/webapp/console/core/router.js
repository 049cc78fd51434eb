/** Which page an address shows. Addresses are real ones: they can be kept, shared and opened in another tab. */
const ROUTES = [
  ['', 'page-environment'],
  ['organisations/:organisation', 'page-organisation'],
  ['organisations/:organisation/connections', 'page-connections'],
  ['organisations/:organisation/connections/new', 'page-new-connection'],
  ['organisations/:organisation/connections/:connection', 'page-connection'],
  ['organisations/:organisation/inbox', 'page-box', {box: 'inbox'}],
  ['organisations/:organisation/outbox', 'page-box', {box: 'outbox'}],
  ['organisations/:organisation/inbox/:document', 'page-document', {box: 'inbox'}],
  ['organisations/:organisation/outbox/:document', 'page-document', {box: 'outbox'}],
  ['organisations/:organisation/reoffers/:run', 'page-reoffer'],
  ['organisations/:organisation/audit', 'page-audit'],
  ['environments', 'page-environments'],
  ['party-ids', 'page-party-ids'],
  ['audit', 'page-installation-audit'],
  ['batch-runs', 'page-batch-runs'],
  ['batch-runs/:run', 'page-batch-run'],
  ['quick-connect', 'page-quick-connect', {}, 'open'],
  ['handover', 'page-handover', {}, 'open'],
];

const base = () => new URL(document.baseURI).pathname;

class Router extends EventTarget {
  constructor() {
    super();
    addEventListener('popstate', () => this.#changed());
    document.addEventListener('click', event => this.#follow(event));
  }

  /** {tag, params, open} of the present address; open: also for whoever is not signed in. */
  get route() {
    const path = location.pathname.slice(base().length).replace(/\/$/, '').split('/');
    for (const [pattern, tag, fixed = {}, open = null] of ROUTES) {
      const params = match(pattern.split('/'), path);
      if (params) {
        return {tag, params: {...params, ...fixed}, open: open !== null};
      }
    }
    return {tag: 'page-missing', params: {}, open: true};
  }

  /** @param path under the console's own address, such as "batch-runs" */
  go(path, {replace = false} = {}) {
    history[replace ? 'replaceState' : 'pushState'](null, '', base() + path);
    this.#changed();
  }

  #follow(event) {
    const link = event.target.closest?.('a[href]');
    if (!link || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) {
      return;
    }
    if (link.target || link.download || link.origin !== location.origin || !link.pathname.startsWith(base())) {
      return;
    }
    if (link.hash && link.pathname === location.pathname) {
      return;
    }
    event.preventDefault();
    history.pushState(null, '', link.href);
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}

function match(pattern, path) {
  if (pattern.length !== path.length) {
    return null;
  }
  const params = {};
  for (let i = 0; i < pattern.length; i++) {
    if (pattern[i].startsWith(':')) {
      if (!path[i]) {
        return null;
      }
      params[pattern[i].slice(1)] = decodeURIComponent(path[i]);
    } else if (pattern[i] !== path[i]) {
      return null;
    }
  }
  return params;
}

export const router = new Router();
