import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { District } from '../../src/district/district.ts';
import { developmentKeys } from '../../src/district/keys.ts';
import { publicKeyHexOf } from '../../src/domain/catalogue-file.ts';
import {
  type EntryTime,
  GENESIS_HASH,
  hashOfEntry,
  type JournalEntry,
  type UnhashedEntry,
  type UseBody,
} from '../../src/domain/journal-entry.ts';
import { type RosterPage, readRosterPage } from '../../src/domain/roster-page.ts';
import { EnrolReply, PushReply, RosterReply, WireError } from '../../src/protocol/wire.ts';
import { timeAfter } from '../support/journal-drafts.ts';

export const aUse: UseBody = {
  kind: 'use',
  cardRef: '0123456789abcdef0123456789abcdef',
  itemId: 'outdoor-pool',
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
  Partial<Pick<JournalEntry, 'siteId' | 'body'>> & { readonly at?: EntryTime };

/** `count` sound entries that follow `previous`, or begin the journal. */
export function entriesAfter(
  previous: JournalEntry | null,
  count: number,
  { journalId, siteId = 'xijiao-pool', at, body = aUse }: EntryParts,
): JournalEntry[] {
  const entries: JournalEntry[] = [];
  let last = previous;
  for (let index = 0; index < count; index += 1) {
    last = sealed({
      format: 2,
      journalId,
      seq: (last?.seq ?? 0) + 1,
      parent: last?.hash ?? GENESIS_HASH,
      kioskId: 'kiosk-of-the-test',
      siteId,
      at: at ?? timeAfter(5_000 + index),
      body,
    });
    entries.push(last);
  }
  return entries;
}

/** The entry with the hash that fits it. */
export function sealed(entry: UnhashedEntry): JournalEntry {
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

export function postEnrol(district: Pick<District, 'url'>, body: unknown): Promise<Answer> {
  return ask(`${district.url}/v1/enrol`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

/** A kiosk that speaks plain HTTP to a district. */
export interface TestKiosk {
  readonly journalId: string;
  readonly enrolment: EnrolReply;
  push(entries: readonly unknown[], options?: { gzip?: boolean; journalId?: string }): Promise<Answer>;
  roster(query?: { cursor?: string; limit?: number }): Promise<Answer>;
  get(path: string): Promise<Answer>;
}

export async function enrolKiosk(district: District, journalId: string = randomUUID()): Promise<TestKiosk> {
  const code = await district.createEnrolmentCode({ kioskName: '前台 1', siteIds: ['xijiao-pool'] });
  const answer = await postEnrol(district, { code, journalId });
  const enrolment = EnrolReply.parse(answer.body);
  return kioskWith(district.url, enrolment, journalId);
}

export function kioskWith(url: string, enrolment: EnrolReply, journalId: string): TestKiosk {
  const authorization = `Bearer ${enrolment.token}`;
  const get = (path: string): Promise<Answer> => ask(`${url}${path}`, { headers: { authorization } });
  return {
    journalId,
    enrolment,
    get,
    push: (entries, { gzip = false, journalId: other = journalId } = {}) => {
      const text = JSON.stringify({ entries });
      return ask(`${url}/v1/journals/${other}/entries`, {
        method: 'POST',
        headers: {
          authorization,
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
