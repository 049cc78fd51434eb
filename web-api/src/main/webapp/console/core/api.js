/** The portal API, as the console uses it. Every call is made as the person who is signed in. */
import {Problem, request} from './http.js';
import {session} from './session.js';

export {Problem};

const LONGEST_WAIT_SECONDS = 5;

async function call(method, path, options = {}) {
  for (let attempt = 0; ; attempt++) {
    const token = session.token;
    try {
      return await request(method, `portal/v1/${path}`, {...options, headers: {...options.headers, Authorization: `Bearer ${token}`}});
    } catch (problem) {
      if (problem.status === 401) {
        // somebody may have logged in again while this call was under way
        await (session.token === token ? session.renewed() : null);
      } else if (method === 'GET' && attempt < 3 && (problem.status === 429 || problem.status === 503)) {
        await new Promise(done => setTimeout(done, Math.min(problem.retryAfter || 1, LONGEST_WAIT_SECONDS) * 1000));
      } else {
        throw problem;
      }
    }
  }
}

const get = (path, query) => call('GET', path, {query});
const post = (path, body) => call('POST', path, {body});
const put = (path, body) => call('PUT', path, {body});
const remove = path => call('DELETE', path);
const id = encodeURIComponent;

let catalogue = null;

export const api = {
  me: () => get('me'),

  /** The catalogue changes with a release only, so it is asked for once. */
  softwarePackages() {
    catalogue ??= get('softwarePackages').catch(problem => {
      catalogue = null;
      throw problem;
    });
    return catalogue;
  },

  changePassword: body => put('me/password', body).then(() => true),
  environments: () => get('environments'),
  createEnvironment: body => post('environments', body),
  installationAudit: query => get('audit', query),

  waitingPartyIds: query => get('partyIds', query),
  confirmPartyId: partyId => post(`partyIds/${id(partyId)}/confirm`),
  refusePartyId: partyId => remove(`partyIds/${id(partyId)}`),

  organisations: () => get('organisations'),
  organisation: organisation => get(`organisations/${id(organisation)}`),
  createOrganisation: body => post('organisations', body),
  audit: (organisation, query) => get(`organisations/${id(organisation)}/audit`, query),
  attention: organisation => get(`organisations/${id(organisation)}/attention`),
  needsAttention: organisation => get(`organisations/${id(organisation)}/needsAttention`),
  redrive: (organisation, document) => post(`organisations/${id(organisation)}/needsAttention/${id(document)}/redrive`),
  deliveriesPerDay: (organisation, query) => get(`organisations/${id(organisation)}/deliveriesPerDay`, query),

  connections: organisation => get(`organisations/${id(organisation)}/connections`),
  createConnection: (organisation, body) => post(`organisations/${id(organisation)}/connections`, body),
  connection: connection => get(`connections/${id(connection)}`),
  newKeys: (connection, body) => post(`connections/${id(connection)}/keys`, body),
  revoke: connection => post(`connections/${id(connection)}/revoke`),
  reconnect: (connection, body) => post(`connections/${id(connection)}/reconnect`, body),
  deleteConnection: connection => remove(`connections/${id(connection)}`),
  handOver: (connection, body) => post(`connections/${id(connection)}/handover`, body),
  uses: connection => get(`connections/${id(connection)}/uses`),
  administrations: (connection, organisation) => get(`connections/${id(connection)}/administrations`, {organisationId: organisation}),
  keySets: connection => get(`connections/${id(connection)}/keys`),
  serve: (connection, organisation, body) => put(`connections/${id(connection)}/organisations/${id(organisation)}`, body),
  unserve: (connection, organisation) => call('DELETE', `connections/${id(connection)}/organisations/${id(organisation)}`).then(() => true),
  quickConnect: (connection, body) => put(`connections/${id(connection)}/quickConnect`, body),

  box: (organisation, box, query) => get(`organisations/${id(organisation)}/${box}`, query),
  document: (organisation, box, document) => get(`organisations/${id(organisation)}/${box}/${id(document)}`),
  content: (organisation, box, document) =>
    call('GET', `organisations/${id(organisation)}/${box}/${id(document)}/content`, {text: true}),
  findings: (organisation, box, document) => get(`organisations/${id(organisation)}/${box}/${id(document)}/findings`),
  upload: (organisation, file) =>
    call('POST', `organisations/${id(organisation)}/inbox`, {body: file, headers: {'Content-Type': 'application/xml'}}),
  markAsOriginal: (organisation, document) => post(`organisations/${id(organisation)}/inbox/${id(document)}/original`),

  reoffer: body => post('reoffers', body),
  reofferRun: run => get(`reoffers/${id(run)}`),
  reofferItems: (run, query) => get(`reoffers/${id(run)}/items`, query),
  stopReoffer: run => post(`reoffers/${id(run)}/stop`),
  batchRuns: query => get('batchRuns', query),
  batchRun: (run, query) => get(`batchRuns/${id(run)}`, query),
  stopBatchRun: run => post(`batchRuns/${id(run)}/stop`),
  restartBatchRun: run => post(`batchRuns/${id(run)}/restart`),
  startBatchRun: job => post(`batchRuns/${id(job)}`),
};
