/**
 * What the Quick Connect window and a hand-over link need: nobody is signed in there, the keys or the link's token say it all. They
 * go in bodies, never in an address, and are kept nowhere.
 */
import {request} from './http.js';

const call = (path, body) => request('POST', `connect/v1/${path}`, {body});

export const connect = {
  check: keys => call('quickConnect/check', {keys}),
  administrations: keys => call('quickConnect/administrations', {keys}),
  apply: (keys, wish) => call('quickConnect/apply', {keys, ...wish}),
  redeem: token => call('handover', {token}),
};
