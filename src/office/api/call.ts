import { z } from 'zod';
import { jsonOf } from '../../domain/base/json-text.ts';
import { ErrorBody, OfficeFault } from './fault.ts';
import { bearerOf, signedOut } from './standing.ts';

export interface Asked<T> {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  /** Below `/v1/office/`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  /** An object goes as JSON, a file as it is. */
  readonly body?: object | Blob;
  readonly reply: z.ZodType<T>;
  readonly signal?: AbortSignal;
}

/** An answer without a body. */
export const Nothing = z.unknown();

/** Asks again after the officer has given the password once more; true once that is done. */
let confirmation: (() => Promise<boolean>) | null = null;

export function setConfirmation(ask: () => Promise<boolean>): void {
  confirmation = ask;
}

/** Asks the district as its office. Rejects with `OfficeFault` alone. */
export async function call<T>(asked: Asked<T>): Promise<T> {
  try {
    return await callOnce(asked);
  } catch (thrown) {
    // A dangerous action needs the password once more; then the same request is sent again.
    const wants = thrown instanceof OfficeFault && thrown.kind === 'confirm-needed';
    if (!wants || confirmation === null || !(await confirmation())) throw thrown;
    return callOnce(asked);
  }
}

async function callOnce<T>(asked: Asked<T>): Promise<T> {
  const response = await answerOf(asked);
  const text = await response.text().catch(() => '');
  const body = text === '' ? null : jsonOf(text);
  if (!response.ok) throw refusalIn(response, body);
  const read = asked.reply.safeParse(body);
  if (!read.success) throw new OfficeFault({ kind: 'strange', message: read.error.message });
  return read.data;
}

async function answerOf({
  method = 'GET',
  path,
  query = {},
  body,
  signal,
}: Asked<unknown>): Promise<Response> {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) search.set(name, String(value));
  }
  const address = `/v1/office/${path}${search.size > 0 || String(search) !== '' ? `?${search}` : ''}`;
  const bearer = bearerOf();
  try {
    return await fetch(address, {
      method,
      credentials: 'same-origin',
      cache: 'no-store',
      headers: {
        'x-office': '1',
        ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }),
        ...(body === undefined
          ? {}
          : { 'content-type': body instanceof Blob ? 'application/octet-stream' : 'application/json' }),
      },
      ...(body === undefined ? {} : { body: body instanceof Blob ? body : JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (thrown) {
    throw new OfficeFault({ kind: 'no-line', message: String(thrown) });
  }
}

function refusalIn(response: Response, body: unknown): OfficeFault {
  const told = ErrorBody.safeParse(body);
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
  const fault = new OfficeFault({
    kind: told.success ? told.data.error.kind : 'strange',
    message: told.success ? told.data.error.message : `HTTP ${response.status}`,
    status: response.status,
    retryAfterS: Number.isFinite(retryAfter) ? retryAfter : null,
  });
  if (fault.kind === 'unauthorized') signedOut();
  return fault;
}
