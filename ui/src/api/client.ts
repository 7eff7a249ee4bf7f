// The one way to the server: JSON in and out, problems as a typed error, versions and idempotency in headers.
import { language, maybe, t } from '@/kit/i18n';
import type { Problem } from './types';

export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly problems: Problem[] = [],
    readonly request = '',
  ) {
    super(message);
  }
  /** The server could not be reached at all. */
  get offline(): boolean {
    return this.status === 0;
  }
  get stale(): boolean {
    return this.status === 412 || this.status === 409;
  }
}

export type Query = Record<string, string | number | boolean | null | undefined>;

export interface CallOptions {
  query?: Query;
  body?: unknown;
  /** Bytes sent as they are: an uploaded workbook, a pasted block. */
  raw?: { content: Blob | string; type: string };
  version?: number;
  idempotencyKey?: string;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}
export interface Answer<T> {
  data: T;
  location: string | null;
}

export function address(path: string, query?: Query): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {}))
    if (value !== undefined && value !== null && value !== '') parameters.set(name, String(value));
  const text = parameters.toString();
  return text ? `${path}${path.includes('?') ? '&' : '?'}${text}` : path;
}

const whenAnonymous = new Set<() => void>();
export const onAnonymous = (tell: () => void): void => void whenAnonymous.add(tell);

export async function send<T>(method: string, path: string, options: CallOptions = {}): Promise<Answer<T>> {
  const headers: Record<string, string> = {
    ...options.headers,
    Accept: 'application/json',
    'Accept-Language': language(),
  };
  if (options.body !== undefined) headers['Content-Type'] = 'application/json';
  if (options.raw) headers['Content-Type'] = options.raw.type;
  if (options.version !== undefined) headers['If-Match'] = `"v${options.version}"`;
  if (options.idempotencyKey) headers['Idempotency-Key'] = options.idempotencyKey;
  let response: Response;
  try {
    response = await fetch(address(path, options.query), {
      method,
      headers,
      credentials: 'same-origin',
      body: options.raw?.content ?? (options.body === undefined ? null : JSON.stringify(options.body)),
      signal: options.signal ?? null,
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiError(0, 'network.unreachable', t('error.offline'));
  }
  if (!response.ok) throw await problemOf(response, path);
  const data = response.status === 204 ? undefined : await response.json().catch(() => undefined);
  return { data: data as T, location: response.headers.get('Location') };
}

async function problemOf(response: Response, path: string): Promise<ApiError> {
  const body = (await response.json().catch(() => ({}))) as {
    code?: string;
    message?: string;
    problems?: Problem[];
    request?: string;
  };
  if (response.status === 401 && !path.startsWith('/api/session')) whenAnonymous.forEach((tell) => tell());
  const code = body.code ?? `http.${response.status}`;
  const message = body.message ?? maybe(`problem.${code}`) ?? t('error.status', { status: response.status });
  return new ApiError(response.status, code, message, body.problems ?? [], body.request);
}

export const get = <T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> =>
  send<T>('GET', path, { ...(query ? { query } : {}), ...(signal ? { signal } : {}) }).then((a) => a.data);
export const post = <T>(path: string, body?: unknown, options: CallOptions = {}): Promise<T> =>
  send<T>('POST', path, body === undefined ? options : { ...options, body }).then((a) => a.data);
export const patch = <T>(path: string, body: unknown, version: number): Promise<T> =>
  send<T>('PATCH', path, { body, version }).then((a) => a.data);
export const remove = (path: string, version?: number): Promise<void> =>
  send<void>('DELETE', path, version === undefined ? {} : { version }).then(() => undefined);

/** One problem as a sentence: ours by code, the server's own, at last the code itself. */
export function sentence(problem: Problem): string {
  const params = Array.isArray(problem.params) ? Object.fromEntries(problem.params) : problem.params;
  return maybe(`problem.${problem.code}`, params) ?? problem.message ?? problem.code;
}

/** What the server said about one field of a form, for the place beside it. */
export const problemAt = (error: ApiError | null, field: string): string | undefined =>
  error?.problems
    .filter((p) => p.field === field)
    .map(sentence)
    .join(' ') || undefined;

export const messageOf = (error: unknown): string =>
  error instanceof ApiError
    ? [error.message, ...error.problems.filter((p) => !p.field).map(sentence)]
        .filter((s, i, all) => all.indexOf(s) === i)
        .join(' ')
    : t('error.unexpected');
