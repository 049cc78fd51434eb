/**
 * Who is signed in. This module alone knows how a person logs in; single sign-on would change nothing else.
 *
 * The token lives in sessionStorage: it survives a reload, ends with the tab and is never sent by the browser by itself (no
 * cross-site request forgery). Another origin's script cannot run here: see the Content-Security-Policy.
 */
import {request} from './http.js';

const STORE = 'koppel.session';

class Session extends EventTarget {
  #state = read();
  #renewal = null;

  get email() {
    return this.#state?.email ?? null;
  }

  get token() {
    return this.#state?.token ?? null;
  }

  get signedIn() {
    return this.#state !== null && this.#state.until > Date.now();
  }

  async signIn(email, password) {
    const answer = await request('POST', 'portal/v1/session', {body: {email, password}});
    this.#state = {email, token: answer.accessToken, until: Date.now() + answer.expiresIn * 1000};
    sessionStorage.setItem(STORE, JSON.stringify(this.#state));
    this.#renewal?.done();
    this.#renewal = null;
    this.dispatchEvent(new Event('change'));
  }

  signOut() {
    this.#state = null;
    sessionStorage.removeItem(STORE);
    this.#renewal?.failed(new DOMException('Signed out', 'AbortError'));
    this.#renewal = null;
    this.dispatchEvent(new Event('change'));
  }

  /** Asks the person to log in again; whoever waits goes on with the new token, and nothing on the page is lost. */
  renewed() {
    if (!this.#renewal) {
      const renewal = {};
      renewal.promise = new Promise((done, failed) => Object.assign(renewal, {done, failed}));
      this.#renewal = renewal;
      this.dispatchEvent(new Event('ended'));
    }
    return this.#renewal.promise;
  }
}

function read() {
  try {
    const state = JSON.parse(sessionStorage.getItem(STORE));
    return state && typeof state.token === 'string' ? state : null;
  } catch {
    return null;
  }
}

export const session = new Session();
