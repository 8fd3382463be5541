import { describe, expect, test } from 'vitest';
import { rulebookOf } from '../../src/domain/catalogue/rulebook.ts';
import type { PresentRecord } from '../../src/domain/records/present-records.ts';
import {
  foldRecord,
  isOpening,
  type RecordKind,
  type RecordStep,
  type StepBody,
} from '../../src/domain/records/record.ts';
import { taskDueText, taskText } from '../../src/domain/records/task-words.ts';
import { tasksOf } from '../../src/domain/records/tasks.ts';
import { shipped } from './shipped.ts';

const CATALOGUE = shipped();
const { calendar } = rulebookOf(CATALOGUE);
const JOURNAL = '0c9f6a52-0d3e-4b61-8d0c-2f6a9c1b7e11';
const CARD = 'ab'.repeat(16);
const SITES = {
  booking: 'fangcun-sports-centre',
  pass: 'youth-sports-club',
  matter: 'service-hall',
  agreement: 'community-health-centre',
  errand: 'talent-service',
} as const;

const GIVEN = {
  ...{ cardRef: CARD, person: 'holder', quantity: 1, listTotalFen: 0, totalFen: 0 },
  ...{ ruleId: 'r', clause: '2.2.2', catalogueVersion: 7, verdict: 'yes', confirmed: [] },
} as const;

interface Done {
  readonly kind: string;
  readonly [field: string]: unknown;
}

let drawn = 0;

/** A record with these steps after its opening. */
function recordOf(kind: RecordKind, opening: Done, ...done: readonly Done[]): PresentRecord {
  drawn += 1;
  const recordId = drawn.toString(16).padStart(32, '0');
  const bodies = [
    { recordId, ...GIVEN, ...opening },
    ...done.map((body, index) => ({ ...body, ...afterOf(index) })),
  ];
  const steps: RecordStep[] = bodies.map((body, index) => ({
    ...{ journalId: JOURNAL, seq: index + 1, siteId: SITES[kind], recordedAt: index },
    body: { recordId, ...body } as unknown as StepBody,
  }));
  const record = { recordId, kind, steps, until: null };
  const folded = foldRecord(record);
  const first = steps.find(isOpening);
  if (folded.state === null || first === undefined) throw new Error('no opening');
  const { state } = folded;
  return {
    ...{ ...record, opening: first, folded, state, ownJournalId: JOURNAL, ownSeq: 1, waiting: [] },
    hasCollided: false,
  };
}

const afterOf = (index: number) => ({ after: { journalId: JOURNAL, seq: index + 1 } });

const matter = (...done: readonly Done[]) =>
  recordOf(
    'matter',
    { kind: 'matter-opened', itemId: 'matter-residence', start: '2026-09-21T10:00', number: null },
    ...done,
  );
const received = (lacks: Partial<Record<'missing' | 'missingMain', readonly string[]>> = {}): Done => ({
  ...{ kind: 'matter-received', handed: ['form'], missing: [], missingMain: [] },
  ...lacks,
});
const accepted = (on: string, more: object = {}): Done => ({
  ...{ kind: 'matter-accepted', on, workdays: 5, supplyBy: null, isDone: false },
  ...more,
});
const finished = (on: string, result = 'granted'): Done => ({ kind: 'matter-finished', on, result });
const noticed = (until: string): Done => ({ kind: 'matter-noticed', until, again: null });
const LACKS = received({ missing: ['contract'] });
const TOLD: Done = { kind: 'matter-told', answer: 'reached' };
const BY_POST: Done = { kind: 'matter-delivery', way: 'post' };
const BY_MAIL: Done = { kind: 'matter-delivery', way: 'electronic' };
const SUPPLIED: Done = { kind: 'matter-supplied', handed: ['contract'] };

const booking = (start: string, ...done: readonly Done[]) =>
  recordOf(
    'booking',
    { kind: 'booking-opened', itemId: 'badminton-court', start, minutes: 60, courts: [3] },
    ...done,
  );
const pass = (until: string, more: object = {}, ...done: readonly Done[]) =>
  recordOf(
    'pass',
    { kind: 'pass-sold', itemId: 'fitness-annual', start: '2025-12-01T09:00', until, ...more },
    ...done,
  );

function due(record: PresentRecord | readonly PresentRecord[], now: string) {
  const records = Array.isArray(record) ? (record as readonly PresentRecord[]) : [record as PresentRecord];
  const [siteId = ''] = records.map(({ state }) => state.siteId);
  return tasksOf(records, { siteId, now, calendar, entries: entriesAt(siteId) });
}

function entriesAt(siteId: string, catalogue = CATALOGUE) {
  return rulebookOf(catalogue).itemsBySite.get(siteId) ?? [];
}

const told = (record: PresentRecord, now: string) =>
  due(record, now).map(({ kind, dueOn, isLate }) => `${kind} ${dueOn}${isLate ? ' late' : ''}`);

describe('a booking in a time that is closed by now', () => {
  const HIRED = { zh: '包场', en: 'hired out' };
  const hours = {
    days: [{ days: 'any' as const, start: '08:00', end: '22:00' }],
    exceptions: [
      { from: '2026-11-25', until: '2026-11-25', name: HIRED, open: [{ start: '08:00', end: '12:00' }] },
    ],
  };
  const sites = CATALOGUE.sites.map((site) => (site.id === SITES.booking ? { ...site, hours } : site));
  const entries = entriesAt(SITES.booking, { ...CATALOGUE, sites });
  const now = '2026-11-23T10:00';
  const at = (start: string, ...done: readonly Done[]) =>
    tasksOf([booking(start, ...done)], { siteId: SITES.booking, now, calendar, entries });

  test('is a task: the holder is told, and it is cancelled, or moved with the card', () => {
    const tasks = at('2026-11-25T14:00');
    expect(tasks).toMatchObject([
      { kind: 'rearrange', dueOn: '2026-11-25', isLate: false, reason: HIRED, steps: ['cancel'] },
    ]);
    expect(tasks.map(taskText)).toEqual([
      {
        zh: '届时不开放（包场）：通知持卡人，在此退订，或刷卡改期',
        en: 'Closed then (hired out): tell the holder; cancel it here, or scan the card to move it',
      },
    ]);
  });

  test.each([
    ['begins before the end', '2026-11-25T11:00', []],
    ['reaches past it', '2026-11-25T11:30', ['rearrange']],
    ['is on a usual day', '2026-11-24T14:00', []],
    ['reaches past closing by the usual hours', '2026-11-24T21:30', ['rearrange']],
  ])('that %s gives %j %j', (_name, start, kinds) => {
    expect(at(start).map(({ kind }) => kind)).toEqual(kinds);
  });

  test('is none once it is cancelled, moved to an open time, or begun', () => {
    expect(at('2026-11-25T14:00', { kind: 'booking-cancelled', reason: 'venue', returnedFen: 0 })).toEqual(
      [],
    );
    const moved = {
      ...{
        kind: 'booking-moved',
        itemId: 'badminton-court',
        quantity: 1,
        start: '2026-11-26T14:00',
        minutes: 60,
      },
      ...{ listTotalFen: 0, totalFen: 0, ruleId: 'r', clause: '5.5.2', catalogueVersion: 7, verdict: 'yes' },
      confirmed: [],
    };
    expect(at('2026-11-25T14:00', moved)).toEqual([]);
    expect(at('2026-11-23T07:00').map(({ kind }) => kind)).toEqual(['attend']);
  });
});

describe('a matter', () => {
  // Five working days over the week of the National Day; the last of them is Saturday, 10 October, which is worked.
  const over = matter(received(), accepted('2026-09-28'));
  test.each([
    ['2026-10-09T23:59', []],
    ['2026-10-10T00:00', ['finish 2026-10-10']],
    ['2026-10-10T23:59', ['finish 2026-10-10']],
    ['2026-10-11T00:00', ['finish 2026-10-10 late']],
    ['2026-12-31T09:00', ['finish 2026-10-10 late']],
  ])('accepted before the holiday week is at %s %j', (now, tasks) => {
    expect(told(over, now)).toEqual(tasks);
  });

  test('gives nothing by a promise before it is accepted, or if none was promised', () => {
    expect(told(matter(received()), '2027-01-01T09:00')).toEqual([]);
    expect(told(matter(received(), accepted('2026-09-28', { workdays: null })), '2027-01-01T09:00')).toEqual(
      [],
    );
  });

  const correcting = matter(received({ missingMain: ['degree'] }), noticed('2026-10-08'));
  test.each([
    // The last working day before the holiday week.
    ['2026-09-29T23:59', []],
    ['2026-09-30T00:00', ['correct 2026-10-08']],
    ['2026-10-08T23:59', ['correct 2026-10-08']],
    ['2026-10-09T00:00', ['correct 2026-10-08 late']],
  ])('that waits for its main papers is at %s %j', (now, tasks) => {
    expect(told(correcting, now)).toEqual(tasks);
  });

  test('that lapsed may be handed back or stopped; before that only the papers are asked for', () => {
    expect(due(correcting, '2026-10-08T09:00')[0]?.steps).toEqual(['supply']);
    expect(due(correcting, '2026-10-09T09:00')[0]?.steps).toEqual(['supply', 'reject', 'stop']);
  });

  test('accepted with gaps is due by its papers and by its promise, and by neither once it has both', () => {
    const gap = [LACKS, accepted('2026-10-12', { supplyBy: '2026-10-16' })];
    expect(told(matter(...gap), '2026-10-14T09:00')).toEqual([]);
    expect(told(matter(...gap), '2026-10-15T09:00')).toEqual(['supply 2026-10-16']);
    expect(told(matter(...gap), '2026-10-20T09:00')).toEqual([
      'supply 2026-10-16 late',
      'finish 2026-10-19 late',
    ]);
    expect(told(matter(...gap, SUPPLIED), '2026-10-18T09:00')).toEqual([]);
    expect(told(matter(LACKS, accepted('2026-10-12')), '2026-10-18T09:00')).toEqual([]);
  });

  test('that is finished waits for the call, until the holder is told or has it', () => {
    const done = [received(), accepted('2026-09-21'), finished('2026-09-25')];
    expect(told(matter(...done), '2026-09-25T17:00')).toEqual(['tell 2026-09-25']);
    expect(told(matter(...done), '2026-09-28T09:00')).toEqual(['tell 2026-09-25 late']);
    expect(due(matter(...done), '2026-09-25T17:00')[0]?.steps).toEqual(['tell', 'collect']);
    expect(told(matter(...done, { ...TOLD, answer: 'no-answer' }), '2026-09-25T17:00')).toEqual([
      'tell 2026-09-25',
    ]);
    expect(told(matter(...done, TOLD), '2026-10-28T09:00')).toEqual([]);
    expect(told(matter(...done, { kind: 'matter-collected', way: 'window' }), '2026-09-28T09:00')).toEqual(
      [],
    );
  });

  test('that goes by post or electronically is to be sent, and nobody calls', () => {
    const by = (way: Done) =>
      matter(received(), way, accepted('2026-09-21', { isDone: true, workdays: null }));
    expect(told(by(BY_POST), '2026-09-21T17:00')).toEqual(['send 2026-09-21']);
    const words = (way: Done) => due(by(way), '2026-09-21T17:00').map((task) => taskText(task).zh);
    expect([words(BY_POST), words(BY_MAIL)]).toEqual([['邮寄结果'], ['发送电子证照']]);
    // A matter that was denied has no licence to send.
    const denied = matter(received(), BY_MAIL, accepted('2026-09-21'), finished('2026-09-23', 'denied'));
    expect(due(denied, '2026-09-23T17:00').map((task) => taskText(task).zh)).toEqual(['发送办理结果']);
  });

  test('that was finished with a gap is told and still lacks its paper; a denied one lacks none', () => {
    const gap = [LACKS, accepted('2026-09-21', { supplyBy: '2026-09-24' })];
    expect(told(matter(...gap, finished('2026-09-23')), '2026-09-23T17:00')).toEqual([
      'tell 2026-09-23',
      'supply 2026-09-24',
    ]);
    expect(told(matter(...gap, finished('2026-09-23'), TOLD), '2026-09-23T17:00')).toEqual([
      'supply 2026-09-24',
    ]);
    expect(told(matter(...gap, finished('2026-09-23', 'denied')), '2026-09-23T17:00')).toEqual([
      'tell 2026-09-23',
    ]);
  });

  test.each(['matter-rejected', 'matter-withdrawn', 'matter-ended'])('ended by %s gives nothing', (kind) => {
    const end = matter(received(), accepted('2026-09-28'), { kind, reason: 'late' });
    expect(told(end, '2026-12-31T09:00')).toEqual([]);
  });
});

describe('a booking', () => {
  test.each([
    ['2026-11-23T18:59', []],
    ['2026-11-23T19:00', ['attend 2026-11-23']],
    ['2026-11-23T19:59', ['attend 2026-11-23']],
    ['2026-11-23T20:00', ['attend 2026-11-23 late']],
    ['2026-11-24T00:00', ['attend 2026-11-23 late']],
  ])('whose holder nobody has recorded is at %s %j', (now, tasks) => {
    expect(told(booking('2026-11-23T19:00'), now)).toEqual(tasks);
  });

  test('over midnight is late when its time is over', () => {
    expect(told(booking('2026-11-23T23:30'), '2026-11-24T00:29')).toEqual(['attend 2026-11-23']);
    expect(told(booking('2026-11-23T23:30'), '2026-11-24T00:30')).toEqual(['attend 2026-11-23 late']);
  });

  test('is gone once it is attended, missed, cancelled or moved; after a clock was set back it has not begun', () => {
    const start = '2026-11-23T19:00';
    const now = '2026-11-23T19:30';
    expect(told(booking(start, { kind: 'booking-attended' }), now)).toEqual([]);
    expect(told(booking(start, { kind: 'booking-missed' }), now)).toEqual([]);
    expect(
      told(booking(start, { kind: 'booking-cancelled', reason: 'holder', returnedFen: 0 }), now),
    ).toEqual([]);
    const moved = {
      kind: 'booking-moved',
      ...GIVEN,
      itemId: 'badminton-court',
      start: '2026-11-24T19:00',
      minutes: 60,
    };
    expect(told(booking(start, moved), now)).toEqual([]);
    expect(told(booking(start, moved), '2026-11-24T19:30')).toEqual(['attend 2026-11-24']);
    expect(told(booking(start), '2026-11-20T19:30')).toEqual([]);
  });
});

describe('a pass', () => {
  test.each([
    ['2026-10-31T09:00', []],
    ['2026-11-01T00:00', ['renew 2026-12-01']],
    ['2026-12-01T23:59', ['renew 2026-12-01']],
    ['2026-12-02T00:00', []],
  ])('that ends on 1 December is at %s %j', (now, tasks) => {
    expect(told(pass('2026-12-01'), now)).toEqual(tasks);
  });

  test('is no task while it is paused, after its return, or if it has a later one', () => {
    const now = '2026-11-20T09:00';
    expect(told(pass('2026-12-01', {}, { kind: 'pass-paused', from: '2026-11-10' }), now)).toEqual([]);
    expect(
      told(pass('2026-12-01', {}, { kind: 'pass-returned', reason: 'holder', returnedFen: 0 }), now),
    ).toEqual([]);
    const next = pass('2027-12-01', { start: '2026-12-02T09:00' });
    expect(due([pass('2026-12-01'), next], now)).toEqual([]);
    const others = [
      pass('2027-12-01', { start: '2026-12-02T09:00', person: 'spouse' }),
      pass('2027-12-01', { start: '2026-12-02T09:00', cardRef: 'cd'.repeat(16) }),
      pass(
        '2027-12-01',
        { start: '2026-12-02T09:00' },
        { kind: 'pass-returned', reason: 'holder', returnedFen: 0 },
      ),
    ];
    for (const other of others) expect(due([pass('2026-12-01'), other], now)).toHaveLength(1);
  });
});

describe('what is due', () => {
  const late = booking('2026-11-22T19:00');
  const soon = booking('2026-11-23T09:30');

  test('comes by lateness, each with its words', () => {
    const tasks = due([soon, booking('2026-11-23T08:00'), late], '2026-11-23T10:00');
    expect(tasks.map(({ record, isLate }) => [record.state, isLate])).toMatchObject([
      [{ place: { start: '2026-11-22T19:00' } }, true],
      [{ place: { start: '2026-11-23T08:00' } }, true],
      [{ place: { start: '2026-11-23T09:30' } }, false],
    ]);
    expect(tasks.map((task) => taskDueText(task, '2026-11-23').zh)).toEqual(['时间已过', '时间已过', '今天']);
    const over = due(matter(received(), accepted('2026-09-28')), '2026-10-12T09:00');
    expect(over.map((task) => taskDueText(task, '2026-10-12').zh)).toEqual([
      '超承诺时限，应于 10-10（周六）前办结',
    ]);
  });

  test('has what is over before what goes on, though that began earlier', () => {
    const long = {
      kind: 'booking-opened',
      itemId: 'badminton-court',
      start: '2026-11-23T07:00',
      minutes: 240,
    };
    const tasks = due([recordOf('booking', long), booking('2026-11-23T08:00')], '2026-11-23T10:00');
    expect(tasks.map(({ isLate }) => isLate)).toEqual([true, false]);
  });

  test('has nothing of another site, of a voided record, or of an item that the catalogue does not know', () => {
    const now = '2026-11-23T10:00';
    const voided = { kind: 'void', voidsSeq: 1, reason: 'mistyped' };
    expect(told(booking('2026-11-23T09:30', voided), now)).toEqual([]);
    expect(
      tasksOf([soon], { siteId: 'liwan-gymnasium', now, calendar, entries: entriesAt('liwan-gymnasium') }),
    ).toEqual([]);
    expect(tasksOf([soon], { siteId: SITES.booking, now, calendar, entries: [] })).toEqual([]);
  });

  test('leaves out what a newer release has stepped', () => {
    expect(told(booking('2026-11-23T09:30', { kind: 'newer' }), '2026-11-23T10:00')).toEqual([]);
  });
});

describe('an agreement', () => {
  const AGREEMENT = {
    ...{
      kind: 'agreement-signed',
      itemId: 'family-doctor-basic',
      number: 'LZ-0001',
      team: '第一团队',
      package: 'basic',
    },
    ...{
      personal: false,
      insurance: 'local',
      waivedFen: null,
      start: '2026-11-23T00:00',
      until: '2027-11-22',
    },
  };
  const tasksOn = (day: string, ...records: readonly PresentRecord[]) =>
    tasksOf(records, {
      ...{ siteId: SITES.agreement, now: `${day}T10:00`, calendar, entries: entriesAt(SITES.agreement) },
    }).map((task) => [taskText(task).zh, task.dueOn, task.isLate]);

  test('is to be renewed in its last 30 days', () => {
    const signed = recordOf('agreement', AGREEMENT);
    const due = [['提醒续约', '2027-11-22', false]];
    expect(tasksOn('2027-10-22', signed)).toEqual([]);
    expect(tasksOn('2027-10-23', signed)).toEqual(due);
    expect(tasksOn('2027-11-22', signed)).toEqual(due);
    expect(tasksOn('2027-11-23', signed)).toEqual([]);
  });

  test('is not, once another one comes after it, be it of the other package, or once it was dissolved', () => {
    const signed = recordOf('agreement', AGREEMENT);
    const next = recordOf('agreement', {
      ...AGREEMENT,
      ...{ itemId: 'family-doctor-free', package: 'free', start: '2027-11-23T00:00', until: '2028-11-22' },
    });
    expect(tasksOn('2027-11-01', signed, next)).toEqual([]);
    const dissolved = { kind: 'agreement-dissolved', on: '2027-10-30', reason: 'moved' };
    expect(tasksOn('2027-11-01', recordOf('agreement', AGREEMENT, dissolved))).toEqual([]);
    expect(
      tasksOn('2027-11-01', signed, recordOf('agreement', { ...AGREEMENT, person: 'spouse' })),
    ).toHaveLength(2);
  });
});
