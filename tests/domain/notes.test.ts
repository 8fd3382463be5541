import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { DAY_MS } from '../../src/domain/base/duration.ts';
import { Catalogue } from '../../src/domain/catalogue/catalogue.ts';
import { readPayload } from '../../src/domain/catalogue/payload.ts';
import { hashOfEntry, JournalDraft, JournalEntry } from '../../src/domain/journal/journal-entry.ts';
import { NoteText, noteEndOf, notesIn } from '../../src/domain/notes/note.ts';
import { TICKET, timeAfter } from '../support/journal-drafts.ts';

const WRITTEN = Date.UTC(2026, 10, 23);
const REF = { kind: 'telephone', hash: 'ab'.repeat(32) };

describe('the end of a note', () => {
  test.each([
    ['is 30 days after its record', WRITTEN + DAY_MS, undefined, 31],
    ['is 30 days after it was written if the record has no end', null, undefined, 30],
    [
      'is as the catalogue says for its kind',
      null,
      [
        { kind: 'purpose', days: 9 },
        { kind: 'telephone', days: 7 },
      ],
      7,
    ],
    ['is not what the catalogue says of another kind', null, [{ kind: 'purpose', days: 9 }], 30],
    ['is never later than 180 days after it was written', WRITTEN + 151 * DAY_MS, undefined, 180],
    ['is 180 days after it was written at the latest', WRITTEN + 150 * DAY_MS, undefined, 180],
    ['is just before that', WRITTEN + 149 * DAY_MS, undefined, 179],
  ])('%s', (_, recordEndsMs, keeping, days) => {
    const end = noteEndOf({ kind: 'telephone', writtenMs: WRITTEN, recordEndsMs }, keeping);
    expect((end - WRITTEN) / DAY_MS).toBe(days);
  });
});

describe('the text of a note', () => {
  test.each(['1', '字'.repeat(500)])('may be %s', (text) => {
    expect(NoteText.safeParse(text).success).toBe(true);
  });
  test.each(['', '字'.repeat(501), 'a\0', '\ud800'])('may not be %j', (text) => {
    expect(NoteText.safeParse(text).success).toBe(false);
  });
});

describe('an entry that names notes', () => {
  const bodyWith = (notes: readonly object[]) => ({
    ...TICKET.body,
    kind: 'booking-opened',
    recordId: '0f'.repeat(16),
    minutes: 60,
    notes,
  });
  const isWritten = (notes: readonly object[]) =>
    JournalDraft.safeParse({ siteId: 'xijiao-pool', body: bodyWith(notes) }).success;
  const read = (body: object) => {
    const entry = {
      ...{ format: 3, staff: null, journalId: '6f9619ff-8b86-4d01-b42d-00cf4fc964ff', seq: 1 },
      ...{ parent: '0'.repeat(64), kioskId: 'kiosk-1', siteId: 'xijiao-pool', at: timeAfter(0) },
      body: body as JournalEntry['body'],
    };
    return JournalEntry.safeParse({ ...entry, hash: hashOfEntry(entry) });
  };

  test('is written with one to four of the kinds that this release knows', () => {
    expect(isWritten([REF])).toBe(true);
    expect(isWritten(Array(4).fill(REF))).toBe(true);
    for (const wrong of [
      [],
      Array(5).fill(REF),
      [{ ...REF, kind: 'diagnosis' }],
      [{ ...REF, text: '13800138000' }],
      [{ ...REF, hash: 'ab' }],
    ]) {
      expect(isWritten(wrong)).toBe(false);
    }
  });

  test('is read with kinds and fields of a newer release, and with more of them', () => {
    const newer = { kind: 'diagnosis', hash: 'cd'.repeat(32), level: 2 };
    const reading = read(bodyWith([REF, newer, newer, newer, newer]));
    expect(reading.success).toBe(true);
    expect(notesIn(reading.data?.body ?? { kind: '' })).toHaveLength(5);
    expect(read(bodyWith([{ kind: 'telephone' }])).success).toBe(false);
  });

  test('names none where a body has none', () => {
    expect(notesIn(TICKET.body)).toEqual([]);
    expect(notesIn({ kind: 'newer', notes: 'words' })).toEqual([]);
  });
});

describe('a catalogue', () => {
  const file = JSON.parse(
    readFileSync(new URL('../../resources/catalogue.json', import.meta.url), 'utf8'),
  ) as { readonly payload: object };
  const payloadWith = (notes: unknown) => ({ ...file.payload, notes });
  const read = (notes: unknown) => {
    const reading = readPayload(payloadWith(notes));
    if (!reading.ok) throw new Error(reading.message);
    return reading.catalogue;
  };
  const WEEK = { kind: 'telephone', days: 7 };

  test('says how long notes are kept, and is not in force less for a kind that is new here', () => {
    expect(read([WEEK, { kind: 'diagnosis', days: 180 }])).toMatchObject({ notes: [WEEK, { days: 180 }] });
    expect(read([WEEK, { kind: 'diagnosis', days: 180 }]).unread).toBeUndefined();
    expect(read(undefined).notes).toBeUndefined();
  });

  test.each([
    ['too many days', [WEEK, { kind: 'purpose', days: 181 }], [WEEK]],
    ['no day', [WEEK, { kind: 'purpose', days: 0 }], [WEEK]],
    ['a field that is not known here', [WEEK, { kind: 'purpose', days: 9, hours: 2 }], [WEEK]],
    ['no list', 'for ever', []],
  ])('is written without, and read past, %s', (_, notes, kept) => {
    expect(Catalogue.safeParse(payloadWith(notes)).success).toBe(false);
    expect(read(notes).notes).toEqual(kept);
    expect(read(notes).unread?.places).toContainEqual(expect.stringContaining('notes'));
  });
});
