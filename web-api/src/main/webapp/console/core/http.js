/** Calls to our own server, and what it refuses as one kind of error. */

/** A problem document (RFC 9457), or that no answer came at all ({@code code} is then "offline"). */
export class Problem extends Error {
  constructor(status, code, body = {}) {
    super(body.detail ?? body.title ?? code);
    this.status = status;
    this.code = code;
    this.body = body;
    this.violations = body.violations ?? [];
    this.findings = body.findings ?? [];
    this.requestId = body.requestId ?? null;
  }

  /** What is said about one field of the request, or about what is in it. */
  of(field) {
    return this.violations.filter(one => within(one, field)).map(one => one.message);
  }

  /** What is said about none of these fields. */
  besides(fields) {
    return this.violations.filter(one => !fields.some(field => within(one, field)));
  }
}

const within = (violation, field) => violation.field === field || violation.field.startsWith(`${field}[`) || violation.field.startsWith(`${field}.`);

export async function request(method, path, {body, query, headers = {}, text = false} = {}) {
  const url = new URL(`../${path}`, document.baseURI);
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== null && value !== '') {
      url.searchParams.set(name, value);
    }
  }
  const raw = body instanceof Blob;
  let response;
  try {
    response = await fetch(url, {
      method,
      headers: {...(body === undefined || raw ? {} : {'Content-Type': 'application/json'}), ...headers},
      body: body === undefined || raw ? body : JSON.stringify(body),
      credentials: 'omit',
      cache: 'no-store',
    });
  } catch {
    throw new Problem(0, 'offline');
  }
  if (!response.ok) {
    throw await refusal(response);
  }
  if (response.status === 204) {
    return null;
  }
  return text ? response.text() : response.json();
}

async function refusal(response) {
  let body = {};
  try {
    body = await response.json();
  } catch {
    // a proxy in between answers in its own form; the status says enough
  }
  const problem = new Problem(response.status, body.code ?? body.error ?? `status-${response.status}`, body);
  problem.retryAfter = Number(response.headers.get('Retry-After')) || 0;
  return problem;
}
