import { createHash, randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { District } from '../../src/district/district.ts';
import { developmentKeys } from '../../src/district/roster/keys.ts';
import { type RosterPage, readRosterPage } from '../../src/domain/card/roster-page.ts';
import { publicKeyHexOf } from '../../src/domain/catalogue/catalogue-file.ts';
import type { JournalBody, UseBody } from '../../src/domain/journal/entry-body.ts';
import {
  type EntryTime,
  GENESIS_HASH,
  hashOfEntry,
  type JournalEntry,
} from '../../src/domain/journal/journal-entry.ts';
import { deviceKeyOf } from '../../src/host/profile/device-key.ts';
import { contentDigestOf, NEXT_NONCE, signatureHeaders } from '../../src/protocol/message-signature.ts';
import { EnrolReply, PushReply, RosterReply, WireError } from '../../src/protocol/wire.ts';
import { timeAfter } from '../support/journal-drafts.ts';

export const aUse: UseBody = {
  kind: 'use',
  cardRef: '0123456789abcdef0123456789abcdef',
  itemId: 'outdoor-ticket',
  person: 'holder',
  quantity: 2,
  start: '2026-11-23T15:42',
  minutes: null,
  listTotalFen: 10_000,
  totalFen: 5_000,
  ruleId: 'half-price',
  clause: '5.4.1',
  catalogueVersion: 3,
  verdict: 'yes',
  confirmed: [],
};

type EntryParts = Pick<JournalEntry, 'journalId'> &
  Partial<Pick<JournalEntry, 'siteId' | 'kioskId'>> & {
    readonly at?: EntryTime;
    readonly body?: JournalBody;
  };

/** `count` sound entries that follow `previous`, or begin the journal. */
export function entriesAfter(
  previous: JournalEntry | null,
  count: number,
  { journalId, siteId = 'xijiao-pool', kioskId = 'kiosk-of-the-test', at, body = aUse }: EntryParts,
): JournalEntry[] {
  const entries: JournalEntry[] = [];
  let last = previous;
  for (let index = 0; index < count; index += 1) {
    last = sealed({
      format: 3,
      staff: null,
      journalId,
      seq: (last?.seq ?? 0) + 1,
      parent: last?.hash ?? GENESIS_HASH,
      kioskId,
      siteId,
      at: at ?? timeAfter(5_000 + index),
      body,
    });
    entries.push(last);
  }
  return entries;
}

/** The entry with the hash that fits it. */
export function sealed(entry: Omit<JournalEntry, 'hash'>): JournalEntry {
  return { ...entry, hash: hashOfEntry(entry) };
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

export async function ask(url: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(url, init);
  return { status: response.status, headers: response.headers, body: await response.json() };
}

export function errorOf(answer: Answer): WireError['error'] {
  return WireError.parse(answer.body).error;
}

/** The device key of every test kiosk: what tells them apart is their id. */
export const TEST_KEY = deviceKeyOf('5b'.repeat(32));

/** With the public key of `TEST_KEY` where the body is an object that names none. */
export function postEnrol(district: Pick<District, 'url'>, body: object): Promise<Answer> {
  return ask(`${district.url}/v1/enrol`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ publicKeyHex: TEST_KEY.publicKeyHex, ...body }),
  });
}

/** A request as a test thinks of it, before it is signed. */
export interface Asking {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer<ArrayBuffer>;
}

/** A kiosk that speaks plain HTTP to a district. */
export interface TestKiosk {
  readonly journalId: string;
  readonly enrolment: EnrolReply;
  push(entries: readonly unknown[], options?: { gzip?: boolean; journalId?: string }): Promise<Answer>;
  roster(query?: { cursor?: string; limit?: number }): Promise<Answer>;
  get(path: string): Promise<Answer>;
  /** Signs it over a fresh nonce and sends it. */
  send(asking: Asking): Promise<Answer>;
  /** A fresh nonce, as the district gave it for a request over none. */
  nonce(): Promise<string>;
  /** The headers that make it a request of this kiosk. */
  sign(asking: Asking, nonce: string): Record<string, string>;
}

export async function enrolKiosk(
  district: Pick<District, 'url' | 'createEnrolmentCode'>,
  journalId: string = randomUUID(),
): Promise<TestKiosk> {
  const code = await district.createEnrolmentCode({ kioskName: '前台 1', siteIds: ['xijiao-pool'] });
  const answer = await postEnrol(district, { code, journalId });
  return kioskWith(district.url, EnrolReply.parse(answer.body), journalId);
}

/** A kiosk that enrolled with `TEST_KEY`. */
export function kioskWith(url: string, enrolment: EnrolReply, journalId: string): TestKiosk {
  const sign: TestKiosk['sign'] = ({ method = 'GET', path, body = '' }, nonce) =>
    signatureHeaders(
      {
        method,
        target: path,
        contentDigest: contentDigestOf(createHash('sha256').update(body).digest('base64')),
      },
      { keyId: enrolment.kioskId, nonce },
      (base) => TEST_KEY.sign(base).toString('base64'),
    );
  const sendOver = (asking: Asking, nonce: string): Promise<Answer> => {
    const { method = 'GET', path, headers = {}, body } = asking;
    const init = { method, headers: { ...headers, ...sign(asking, nonce) } };
    return ask(url + path, body === undefined ? init : { ...init, body });
  };
  const nonce = async (): Promise<string> => {
    const answer = await sendOver({ path: '/v1/keys' }, '');
    return answer.headers.get(NEXT_NONCE) ?? '';
  };
  const send = async (asking: Asking): Promise<Answer> => sendOver(asking, await nonce());
  const get = (path: string): Promise<Answer> => send({ path });
  return {
    journalId,
    enrolment,
    sign,
    nonce,
    send,
    get,
    push: (entries, { gzip = false, journalId: other = journalId } = {}) => {
      const text = JSON.stringify({ entries });
      return send({
        method: 'POST',
        path: `/v1/journals/${other}/entries`,
        headers: {
          'content-type': 'application/json',
          ...(gzip ? { 'content-encoding': 'gzip' } : {}),
        },
        body: gzip ? gzipSync(text) : text,
      });
    },
    roster: ({ cursor, limit } = {}) => {
      const query = new URLSearchParams();
      if (cursor !== undefined) query.set('cursor', cursor);
      if (limit !== undefined) query.set('limit', String(limit));
      return get(`/v1/roster?${query}`);
    },
  };
}

export function acknowledgedBy(answer: Answer): PushReply['acknowledged'] {
  return PushReply.parse(answer.body).acknowledged;
}

/** The signed page in an answer, checked as a kiosk checks it. */
export function pageOf(answer: Answer): RosterPage {
  const { signer } = developmentKeys();
  const key = {
    id: signer.keyId,
    algorithm: 'ed25519',
    publicKeyHex: publicKeyHexOf(signer.secretKey),
    purposes: ['roster'],
    validFrom: '2020-01-01',
    validUntil: '2049-12-31',
  };
  const reading = readRosterPage(RosterReply.parse(answer.body).page, { keys: [key], date: '2026-11-23' });
  if (!reading.ok) throw new Error(`${reading.fault.kind}: ${reading.fault.detail}`);
  return reading.page;
}
