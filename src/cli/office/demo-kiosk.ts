import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { JournalBody } from '../../domain/journal/entry-body.ts';
import {
  ENTRY_FORMAT,
  GENESIS_HASH,
  hashOfEntry,
  type JournalEntry,
} from '../../domain/journal/journal-entry.ts';
import { deviceKeyOf } from '../../host/profile/device-key.ts';
import { contentDigestOf, NEXT_NONCE, signatureHeaders } from '../../protocol/message-signature.ts';
import { EnrolReply } from '../../protocol/wire.ts';
import type { KioskReport } from '../../protocol/wire-kiosks.ts';

const KEY_BYTES = 32;
const ENTRIES_PER_PUSH = 200;

/** A kiosk of the demo: it enrols by a code, chains its entries as a desk does, and signs what it sends. */
export interface DemoKiosk {
  readonly enrolment: EnrolReply;
  /** Writes an entry at that time; it waits until it is sent. */
  record(siteId: string, body: JournalBody, at: number): JournalEntry;
  /** Another future of its own journal, as a restored disk has it: it follows the entry `seq` and is not kept here. */
  fork(seq: number, body: JournalBody, at: number): Promise<void>;
  push(): Promise<void>;
  report(report: KioskReport): Promise<void>;
  /** Asks for the roster to its end, which is how the district knows the age of its data. */
  pullRoster(): Promise<void>;
}

export async function enrolDemoKiosk(url: string, code: string): Promise<DemoKiosk> {
  const key = deviceKeyOf(randomBytes(KEY_BYTES).toString('hex'));
  const journalId = randomUUID();
  const enrolled = await fetch(`${url}/v1/enrol`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code, journalId, publicKeyHex: key.publicKeyHex }),
  });
  if (!enrolled.ok) throw new Error(`enrol: ${await enrolled.text()}`);
  const enrolment = EnrolReply.parse(await enrolled.json());
  const owner = { journalId, kioskId: enrolment.kioskId };
  const entries: JournalEntry[] = [];
  let sent = 0;
  let nonce = '';

  async function send(method: string, path: string, body: object | null): Promise<Response> {
    const text = body === null ? '' : JSON.stringify(body);
    for (let tries = 0; ; tries += 1) {
      const contentDigest = contentDigestOf(createHash('sha256').update(text).digest('base64'));
      const headers = signatureHeaders(
        { method, target: path, contentDigest },
        { keyId: enrolment.kioskId, nonce },
        (base) => key.sign(base).toString('base64'),
      );
      const response = await fetch(url + path, {
        method,
        headers: { ...headers, ...(body === null ? {} : { 'content-type': 'application/json' }) },
        ...(body === null ? {} : { body: text }),
      });
      nonce = response.headers.get(NEXT_NONCE) ?? '';
      // A nonce is over soon, and the clock of the demo goes by days.
      if (response.status !== 401 || tries > 0 || nonce === '') return response;
      await response.arrayBuffer();
    }
  }

  async function must(method: string, path: string, body: object | null): Promise<unknown> {
    const response = await send(method, path, body);
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json();
  }

  return {
    enrolment,
    record(siteId, body, at) {
      const entry = entryAfter(entries.at(-1), { ...owner, siteId, body, at });
      entries.push(entry);
      return entry;
    },
    async fork(seq, body, at) {
      const previous = entries[seq - 1];
      const entry = entryAfter(previous, { ...owner, siteId: previous?.siteId ?? '', body, at });
      const response = await send('POST', `/v1/journals/${journalId}/entries`, { entries: [entry] });
      await response.arrayBuffer();
    },
    async push() {
      while (sent < entries.length) {
        const batch = entries.slice(sent, sent + ENTRIES_PER_PUSH);
        await must('POST', `/v1/journals/${journalId}/entries`, { entries: batch });
        sent += batch.length;
      }
    },
    async report(report) {
      await must('POST', '/v1/report', report);
    },
    async pullRoster() {
      await must('GET', '/v1/roster', null);
    },
  };
}

/** The entry that follows another one of a journal, or begins the journal. */
function entryAfter(
  previous: JournalEntry | undefined,
  {
    at,
    body,
    ...place
  }: Pick<JournalEntry, 'journalId' | 'kioskId' | 'siteId'> & {
    readonly body: JournalBody;
    readonly at: number;
  },
): JournalEntry {
  const seq = (previous?.seq ?? 0) + 1;
  const entry = {
    ...place,
    format: ENTRY_FORMAT,
    staff: null,
    seq,
    parent: previous?.hash ?? GENESIS_HASH,
    at: {
      deviceMs: at,
      monotonicMs: 60_000 + (seq - 1) * 1_000,
      bootId: 'demo',
      serverOffsetMs: 0,
      serverOffsetAgeMs: 30_000,
      clock: 'trusted' as const,
      effectiveMs: at,
    },
    body,
  };
  return { ...entry, hash: hashOfEntry(entry) };
}
