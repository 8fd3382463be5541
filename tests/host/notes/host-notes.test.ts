import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { openDatabase } from '../../../src/district/database/database.ts';
import { sqlStore } from '../../../src/district/database/sql-store.ts';
import { importJournalExport } from '../../../src/district/journal/journal-import.ts';
import { eraseNotes } from '../../../src/district/notes/erase-notes.ts';
import { developmentKeys } from '../../../src/district/roster/keys.ts';
import { MINUTE_MS } from '../../../src/domain/base/duration.ts';
import { bodyOf, JournalDraft } from '../../../src/domain/journal/journal-entry.ts';
import { KeyList } from '../../../src/domain/trust/key-list.ts';
import type { DistrictTransport, LineRequest } from '../../../src/host/district/district-transport.ts';
import { httpTransport } from '../../../src/host/district/district-transport.ts';
import type { HostOptions, KioskHost } from '../../../src/host/host-options.ts';
import { openedNote } from '../../../src/host/notes/sealed-note.ts';
import { NotesPush } from '../../../src/protocol/wire-notes.ts';
import { servicesOn } from '../../district/logic.ts';
import { preparedFolders } from '../../district/prepared-folder.ts';
import { MONDAY_MORNING, startTestDistrict, type TestDistrict } from '../../district/test-district.ts';
import { TICKET } from '../../support/journal-drafts.ts';
import { DAY_MS, type SetClock, setClock } from '../../support/set-clock.ts';
import { hostOptions, startedHost } from '../../support/started-host.ts';

const CANARY = '广州 13800138000';
const POOL = 'xijiao-pool';
const RECORD = '0f'.repeat(16);
const preparedFolder = preparedFolders();

interface Kiosk {
  readonly options: HostOptions;
  readonly clock: SetClock;
  /** All that went over its line, as it was sent and answered. */
  readonly wire: string[];
  host: KioskHost;
}

describe('a note that a clerk writes', { timeout: 120_000 }, () => {
  test('is on disk before its entry, goes to the district and the other desk of the site, and its words nowhere', async () => {
    const { district } = await runningDistrict();
    const [desk, other] = [await kioskOf(district), await kioskOf(district)];
    const hash = await put(desk.host);
    expect(await desk.host.call('notes.read', { hash })).toEqual({ kind: 'text', text: CANARY });
    expect(await desk.host.call('notes.list', { recordId: RECORD })).toMatchObject([
      { hash, isWaiting: true },
    ]);
    expect((await append(desk.host, [hash])).ok).toBe(true);
    await round(desk.host);
    expect(await desk.host.call('notes.list', { recordId: RECORD })).toMatchObject([
      { hash, isWaiting: false },
    ]);
    expect(await round(other.host)).toMatchObject({ pulled: { kind: 'pulled', changes: 1 } });
    expect(await other.host.call('notes.read', { hash })).toEqual({ kind: 'text', text: CANARY });
    expect(await round(other.host)).toMatchObject({ pulled: { kind: 'pulled', changes: 0 } });
    const entries = await desk.host.call('journal.read', { fromSeq: 1, limit: 9 });
    expect(entries.map((entry) => bodyOf(entry))).toMatchObject([{ notes: [{ kind: 'telephone', hash }] }]);
    for (const { options, wire } of [desk, other]) {
      expect(filesWith(options.profileFolder, unsealersOf([desk, other]), [CANARY])).toEqual([]);
      expect(wire.join('\n')).not.toContain('13800138000');
      expect(wire.length).toBeGreaterThan(2);
    }
  });

  test('waits for a district that is older, and for one that has its entry', async () => {
    const { district } = await runningDistrict();
    let isOlder = true;
    const desk = await kioskOf(district, (request) => isOlder && request.url.includes('/v1/notes'));
    const hash = await put(desk.host);
    await append(desk.host, [hash]);
    expect(await desk.host.call('district.pushNotes', {})).toMatchObject({
      value: { kind: 'pushed', sent: 0, waiting: 1 },
    });
    expect(await round(desk.host)).toMatchObject({
      pushed: { kind: 'older-district', waiting: 1 },
      pulled: { kind: 'older-district' },
    });
    isOlder = false;
    expect(await round(desk.host)).toMatchObject({
      pushed: { kind: 'pushed', sent: 1, waiting: 0 },
      pulled: { kind: 'pulled', changes: 1 },
    });
  });

  test('goes by hand with its entry, sealed so that the district alone opens it', async () => {
    const folder = preparedFolder();
    const { district } = await runningDistrict(folder);
    const desk = await kioskOf(district);
    const hash = await put(desk.host);
    await append(desk.host, [hash]);
    const early = await desk.host.call('journal.export', {});
    // It has heard of no key of the district yet.
    expect(early).toMatchObject({ kind: 'download', notes: { carried: 0, left: 1 } });
    await desk.host.call('district.pullNotes', {});
    const result = await desk.host.call('journal.export', {});
    if (result.kind !== 'download') throw new Error(result.kind);
    expect(result).toMatchObject({ fromSeq: 1, toSeq: 1, notes: { carried: 1, left: 0 } });
    const file = Buffer.from(result.files[0]?.base64 ?? '', 'base64');
    const text = gunzipSync(file).toString('utf8');
    const kept = readFileSync(join(desk.options.profileFolder, `note-${hash}.json`), 'utf8');
    const { sealed } = JSON.parse(kept);
    for (const secret of ['13800138000', sealed]) expect(text).not.toContain(secret);
    expect(await desk.host.call('notes.list', { recordId: RECORD })).toMatchObject([{ isWaiting: true }]);
    await desk.host.close();
    await district.close();
    const { database, close } = await openDatabase({ kind: 'pglite', folder }, () => {});
    onTestFinished(close);
    const store = sqlStore(database, 'pglite');
    const services = { ...servicesOn(store), now: () => MONDAY_MORNING };
    const ofKiosk = async (kioskId: string) =>
      (await store.read((reads) => reads.kioskById(kioskId)))?.publicKeyHex ?? null;
    const list = KeyList.parse(JSON.parse(developmentKeys().list.text));
    expect(await importJournalExport(services, file, { list, ofKiosk })).toMatchObject({
      ok: true,
      added: 1,
      notes: { kind: 'opened', kept: 1, others: 0 },
    });
    const keyHex = (await store.read((reads) => reads.noteKeys([hash]))).get(hash) ?? '';
    const subject = { kind: 'telephone', recordId: RECORD };
    expect(openedNote(Buffer.from(sealed, 'base64'), keyHex, subject)).toBe(CANARY);
    expect(text).not.toContain(keyHex);
  });

  test('comes again to a district that was restored and has no key of it', async () => {
    const folder = preparedFolder();
    const { district } = await runningDistrict(folder);
    const desk = await kioskOf(district);
    await append(desk.host, [await put(desk.host)]);
    await round(desk.host);
    await desk.host.close();
    await district.close();
    const { database, close } = await openDatabase({ kind: 'pglite', folder }, () => {});
    await database.deleteFrom('note_keys.note_key').execute();
    await close();
    const again = await runningDistrict(folder);
    const url = again.district.url;
    await again.district.rollEpoch();
    const host = await startedHost({ ...desk.options, districtUrl: url });
    expect(await round(host)).toMatchObject({ pushed: { sent: 0 }, pulled: { changes: 0 } });
    expect(await round(host)).toMatchObject({ pushed: { sent: 1, waiting: 0 }, pulled: { changes: 1 } });
    expect(await round(host)).toMatchObject({ pushed: { sent: 0, waiting: 0 }, pulled: { changes: 0 } });
  });

  test('is named by no entry that has not its record, or is not here', async () => {
    const { district } = await runningDistrict();
    const { host } = await kioskOf(district);
    const hash = await put(host);
    const missing = { ok: false, fault: { kind: 'note-missing' } };
    expect(await append(host, ['ab'.repeat(32)])).toMatchObject(missing);
    expect(await append(host, [hash, 'ab'.repeat(32)])).toMatchObject(missing);
    expect(await append(host, [hash], '1f'.repeat(16))).toMatchObject(missing);
    expect(await append(host, [hash])).toMatchObject({ ok: true, entry: { seq: 1 } });
  });

  test('that no entry names is gone after the next start, and one that an entry names is not', async () => {
    const { district } = await runningDistrict();
    const desk = await kioskOf(district);
    const [named, unnamed] = [await put(desk.host), await put(desk.host)];
    await append(desk.host, [named]);
    await desk.host.close();
    desk.host = await startedHost(desk.options);
    expect(await desk.host.call('notes.read', { hash: named })).toEqual({ kind: 'text', text: CANARY });
    expect(await desk.host.call('notes.read', { hash: unnamed })).toEqual({ kind: 'none' });
    expect(noteFiles(desk).every((name) => name.includes(named))).toBe(true);
  });

  test('ends by the high-water mark where no line is, though the clock is set back, and after 180 days at the latest', async () => {
    const { district } = await runningDistrict();
    const desk = await kioskOf(district);
    const [short, long] = [await put(desk.host, 31), await put(desk.host, 900)];
    await append(desk.host, [short]);
    await append(desk.host, [long]);
    const shown = async (hash: string) => (await desk.host.call('notes.read', { hash })).kind;
    const afterStart = async () => {
      await desk.host.close();
      desk.host = await startedHost(desk.options);
    };
    desk.clock.pass(31 * DAY_MS - 1);
    await afterStart();
    expect(await shown(short)).toBe('text');
    desk.clock.pass(1);
    desk.host.call('clock.read', {});
    desk.clock.set(MONDAY_MORNING);
    await afterStart();
    expect([await shown(short), await shown(long)]).toEqual(['erased', 'text']);
    desk.clock.pass(149 * DAY_MS);
    await afterStart();
    expect(await shown(long)).toBe('erased');
    expect(noteFiles(desk)).toEqual([]);
  });

  test('ends while the desk runs without a line, at the look of the minute', async () => {
    const { district } = await runningDistrict();
    const desk = await kioskOf(district);
    const hash = await put(desk.host);
    await append(desk.host, [hash]);
    await desk.host.close();
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    onTestFinished(() => void vi.useRealTimers());
    desk.host = await startedHost(desk.options);
    desk.clock.pass(31 * DAY_MS);
    vi.advanceTimersByTime(MINUTE_MS);
    // Whatever changes the disk waits for its turn behind that look.
    const later = await put(desk.host, 60);
    expect(noteFiles(desk).filter((name) => !name.includes(later))).toEqual([]);
    expect(await desk.host.call('notes.read', { hash })).toEqual({ kind: 'erased' });
  });

  test('is gone with its kiosk when that is revoked', async () => {
    const { district } = await runningDistrict();
    const desk = await kioskOf(district);
    const hash = await put(desk.host);
    await append(desk.host, [hash]);
    await round(desk.host);
    const { enrolment } = await desk.host.call('kiosk.info', {});
    await district.revokeKiosk(enrolment?.kioskId ?? '');
    expect(await desk.host.call('district.push', {})).toMatchObject({ ok: false });
    expect(await desk.host.call('notes.put', draft())).toMatchObject({ fault: { kind: 'not-enrolled' } });
    expect(noteFiles(desk)).toEqual([]);
  });
});

test('bytes that somebody kept open after the end with nothing that is left on the disks of both sides', {
  timeout: 240_000,
}, async () => {
  const folder = preparedFolder();
  const { district } = await runningDistrict(folder);
  const kiosks = [await kioskOf(district), await kioskOf(district)] as const;
  const [desk, other] = kiosks;
  await append(desk.host, [await put(desk.host)]);
  for (const { host } of [desk, other]) await round(host);
  const sent = desk.wire.find((text) => text.startsWith('{"notes":'));
  const [pushed] = NotesPush.parse(JSON.parse(sent ?? '')).notes;
  if (pushed === undefined) throw new Error('no note was pushed');
  const sealed = Buffer.from(pushed.sealed, 'base64');
  const key = Buffer.from(pushed.keyHex, 'hex');
  const leftOf = (...searched: (string | Buffer)[]) =>
    [folder, ...kiosks.map(({ options }) => options.profileFolder)].flatMap((disk) =>
      filesWith(disk, unsealersOf(kiosks), searched),
    );
  await district.close();
  expect(openedNote(sealed, pushed.keyHex, pushed)).toBe(CANARY);
  // The key is found where it is: in the files of the database, and sealed at both desks.
  expect(leftOf(pushed.keyHex).some((path) => path.startsWith(folder))).toBe(true);
  expect(leftOf(pushed.keyHex).filter((path) => path.endsWith('.key.sealed'))).toHaveLength(2);
  const { database, close } = await openDatabase({ kind: 'pglite', folder }, () => {});
  await eraseNotes({ store: sqlStore(database, 'pglite'), now: () => MONDAY_MORNING + 60 * DAY_MS });
  await close();
  const again = await runningDistrict(folder);
  for (const kiosk of kiosks) {
    await kiosk.host.close();
    kiosk.host = await startedHost({ ...kiosk.options, districtUrl: again.district.url });
    expect(await round(kiosk.host)).toMatchObject({ pulled: { changes: 1 } });
    await kiosk.host.close();
  }
  await again.district.close();
  expect(leftOf(pushed.keyHex, key, key.toString('base64'), pushed.sealed, CANARY)).toEqual([]);
  // The journal still names it, and its chain is whole.
  expect(leftOf(pushed.hash).some((path) => path.endsWith('.jsonl'))).toBe(true);
  const host = await startedHost(desk.options);
  expect(await host.call('kiosk.health', {})).toEqual({ troubles: [] });
  expect(await host.call('notes.read', { hash: pushed.hash })).toEqual({ kind: 'erased' });
});

async function runningDistrict(folder: string | null = null): Promise<TestDistrict> {
  const started = await startTestDistrict({ kind: 'pglite', folder });
  let isClosed = false;
  const close = started.district.close;
  const district = {
    ...started.district,
    async close() {
      if (!isClosed) await close();
      isClosed = true;
    },
  };
  onTestFinished(() => district.close());
  return { ...started, district };
}

async function kioskOf(
  district: TestDistrict['district'],
  isOlder: (request: LineRequest) => boolean = () => false,
): Promise<Kiosk> {
  const clock = setClock(MONDAY_MORNING);
  const wire: string[] = [];
  const real = httpTransport();
  const transport: DistrictTransport = async (request) => {
    if (isOlder(request)) {
      const text = JSON.stringify({ error: { kind: 'not-found', message: 'no such route' } });
      return {
        kind: 'answered',
        status: 404,
        retryAfter: null,
        nextNonce: null,
        body: { kind: 'whole', text },
      };
    }
    // Unpacked, so that a word in it would be seen.
    if (request.body !== null) wire.push(unpacked(request));
    const answer = await real(request);
    if (answer.kind === 'answered' && answer.body.kind === 'whole') wire.push(answer.body.text);
    return answer;
  };
  const options = hostOptions({ districtUrl: district.url, clock, transport });
  const host = await startedHost(options);
  const code = await district.createEnrolmentCode({ siteIds: [POOL] });
  await host.call('kiosk.enrol', { code, districtUrl: null });
  return { options, clock, wire, host };
}

function unpacked({ headers, body }: LineRequest): string {
  const bytes = Buffer.from(body ?? []);
  return (headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString('utf8');
}

function draft(days = 31) {
  const endsMs = MONDAY_MORNING + days * DAY_MS;
  return { kind: 'telephone', recordId: RECORD, siteId: POOL, text: CANARY, endsMs } as const;
}

async function put(host: KioskHost, days?: number): Promise<string> {
  const outcome = await host.call('notes.put', draft(days));
  if (!outcome.ok) throw new Error(outcome.fault.kind);
  return outcome.value.hash;
}

function append(host: KioskHost, hashes: readonly string[], recordId = RECORD) {
  const notes = hashes.map((hash) => ({ kind: 'telephone', hash }));
  const body = { ...TICKET.body, kind: 'booking-opened', recordId, minutes: 60, notes };
  return host.call('journal.append', JournalDraft.parse({ siteId: POOL, body }));
}

async function round(host: KioskHost) {
  // The first push of a process asks how far the district is.
  for (const _ of [1, 2]) expect(await host.call('district.push', {})).toMatchObject({ ok: true });
  const pushed = await host.call('district.pushNotes', {});
  const pulled = await host.call('district.pullNotes', {});
  if (!pushed.ok || !pulled.ok) throw new Error('the line was down');
  return { pushed: pushed.value, pulled: pulled.value };
}

function noteFiles({ options }: Kiosk): readonly string[] {
  return readdirSync(options.profileFolder).filter((name) => name.startsWith('note-'));
}

function* filesUnder(folder: string): Generator<string> {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) yield* filesUnder(path);
    else yield path;
  }
}

type Unseal = HostOptions['secretStore']['unseal'];

/** The safe storage of each desk: who has the disks has these, too. */
function unsealersOf(kiosks: readonly Kiosk[]): readonly Unseal[] {
  return kiosks.map(({ options }) => options.secretStore.unseal);
}

/** Files that hold any of these, open or sealed. */
function filesWith(
  folder: string,
  unsealers: readonly Unseal[],
  searched: readonly (string | Buffer)[],
): string[] {
  return [...filesUnder(folder)].filter((path) => {
    const bytes = readFileSync(path);
    const readings = [bytes, ...unsealers.flatMap((unseal) => unseal(bytes) ?? [])];
    return readings.some((read) => searched.some((one) => Buffer.from(read).includes(one)));
  });
}
