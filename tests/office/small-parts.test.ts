import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { HEADINGS } from '../../src/district/cardholders/rows/headings.ts';
import { xlsxTable } from '../../src/district/cardholders/table/xlsx-table.ts';
import { OFFICE_ROUTES, ROUTE_RULES } from '../../src/district/office/route-rules.ts';
import { SUBJECT_FIELDS, subjectOf } from '../../src/district/office/subject.ts';
import { DAY_MS, MINUTE_MS } from '../../src/domain/base/duration.ts';
import { cardNumberOf } from '../../src/domain/card/card-number.ts';
import { REASON_WORDS, ReasonKind } from '../../src/domain/card/change-reason.ts';
import { verifyBackup } from '../../src/office/backups/backup-file.ts';
import { consentOf, fieldsOf, textsOf } from '../../src/office/cards/change-card.ts';
import { TEMPLATE_COLUMNS } from '../../src/office/cards/import/template.ts';
import { standingOf } from '../../src/office/cards/standing.tsx';
import { troublesOf } from '../../src/office/kiosks/use-kiosks.ts';
import { barsOf } from '../../src/office/numbers/bars.ts';
import { changeText, topOf } from '../../src/office/numbers/brief.ts';
import { dayIn, endOfMonth, monthIn, periodNamed } from '../../src/office/numbers/periods.ts';
import { actionWords, outcomeWords, subjectWords } from '../../src/office/people/audit-words.ts';
import { chainOf } from '../../src/office/people/use-audit.ts';
import { mayOpen, mayWrite, seesQuarantine } from '../../src/office/shell/pages.ts';
import { csvBlob, workbookOf } from '../../src/office/shell/save-file.ts';
import { officeTexts } from '../../src/office/texts.ts';
import { missingNoticeYear } from '../../src/office/today/calendar-notice.ts';

const card = {
  cardNumber: cardNumberOf('LWTEST0001'),
  name: '张三',
  tier: null,
  validFrom: '2026-01-01',
  validUntil: '2026-12-31',
  status: 'active',
  spouse: '李四',
  children: 1,
} as const;

test('the template has the columns that the district reads, in their first names', () => {
  expect([...TEMPLATE_COLUMNS].sort()).toEqual(
    Object.values(HEADINGS)
      .map(([name]) => name)
      .sort(),
  );
});

describe('a change of a card', () => {
  const before = fieldsOf(card, '2026-03-01');

  test('sends what differs alone', () => {
    expect(textsOf({ ...before, name: ' 张三丰 ' }, before)).toEqual({ name: '张三丰' });
    expect(textsOf(before, before)).toEqual({});
  });

  test('says of the consent of a guardian only what is new, and nothing for no children', () => {
    expect(consentOf({ ...before, children: 2 }, before)).toEqual({});
    expect(consentOf({ ...before, consentSeenOn: '2026-04-01' }, before)).toEqual({
      consentSeenOn: '2026-04-01',
    });
    expect(consentOf({ ...before, consentSeenOn: '' }, before)).toEqual({ consentSeenOn: null });
    expect(consentOf({ ...before, children: 0 }, null)).toEqual({});
  });

  test('says 无 for a spouse that is taken away, as a list does', () => {
    expect(textsOf({ ...before, spouse: '' }, before)).toEqual({ spouse: '无' });
  });
});

test('a card is good on its first and its last day, and its own status comes first', () => {
  expect(standingOf(card, '2025-12-31')).toBe('future');
  expect(standingOf(card, '2026-01-01')).toBe('active');
  expect(standingOf(card, '2026-12-31')).toBe('active');
  expect(standingOf(card, '2027-01-01')).toBe('expired');
  expect(standingOf({ ...card, status: 'lost' }, '2027-01-01')).toBe('lost');
});

describe('the notice of public holidays', () => {
  const known = (...years: number[]) => ({
    calendar: { notices: years.map((year) => ({ year, source: '', holidays: [], workdays: [] })) },
  });

  test('is missed for the next year from November on, and for this year at any time', () => {
    expect(missingNoticeYear(known(2026), '2026-10-31')).toBeNull();
    expect(missingNoticeYear(known(2026), '2026-11-01')).toBe(2027);
    expect(missingNoticeYear(known(2026, 2027), '2026-12-31')).toBeNull();
    expect(missingNoticeYear(known(2026), '2027-01-01')).toBe(2027);
  });
});

describe('a kiosk', () => {
  const now = 1_800_000_000_000;
  const kiosk = {
    kioskId: 'k',
    name: '前台',
    shortName: null,
    siteIds: ['xijiao-pool'],
    enrolledAtMs: 0,
    revokedAtMs: null,
    revokedReason: null,
    revocationToldAtMs: null,
    lastSeenMs: now,
    rosterAtMs: now,
    reportedAtMs: now,
    appVersion: '0.1.0',
    waiting: 0,
    clock: 'trusted',
    clockOffByMs: 0,
    storage: [],
    journals: [],
  } as const;
  const troubles = (change: object) =>
    troublesOf({ ...kiosk, ...change, siteIds: [], journals: [], storage: [] }, now);

  test('fares well over a long weekend, and is missed after it', () => {
    expect(troubles({})).toEqual([]);
    expect(troubles({ lastSeenMs: now - 3 * DAY_MS })).toEqual([]);
    expect(troubles({ lastSeenMs: now - 3 * DAY_MS - 1 })).toEqual(['unseen']);
    expect(troubles({ lastSeenMs: null })).toEqual(['never-seen']);
  });

  test('is looked at for old data and for a clock that is off, and not once it is revoked', () => {
    expect(troubles({ rosterAtMs: now - 7 * DAY_MS - 1 })).toEqual(['old-data']);
    expect(troubles({ clock: 'suspect' })).toEqual(['clock']);
    expect(troubles({ clock: 'suspect', revokedAtMs: now })).toEqual([]);
  });

  test('is looked at for its camera, unless it has none and works with a hand scanner', () => {
    for (const camera of [undefined, null, 'running', 'none']) expect(troubles({ camera })).toEqual([]);
    for (const camera of ['black', 'unplugged', 'of-a-newer-release'])
      expect(troubles({ camera })).toEqual(['camera']);
  });

  test('is looked at if much waits there although it has a line', () => {
    expect(troubles({ waiting: 99 })).toEqual([]);
    expect(troubles({ waiting: 100, lastSeenMs: now - 60 * MINUTE_MS })).toEqual(['waiting']);
    expect(troubles({ waiting: 100, lastSeenMs: now - 60 * MINUTE_MS - 1 })).toEqual([]);
  });
});

describe('numbers', () => {
  const sums = { uses: 1, quantity: 1, listFen: 200, paidFen: 100, savedFen: 100, persons: 1 };
  const report = { from: '2026-11-01', to: '2026-11-04', total: sums, disputed: [], disputedCount: 0 };

  test('show a day without a use as nothing', () => {
    const bars = barsOf({ ...report, by: ['day'], rows: [{ ...sums, day: '2026-11-02' }] }, 'uses');
    expect(bars).toEqual([
      { name: '2026-11-01', value: 0 },
      { name: '2026-11-02', value: 1 },
      { name: '2026-11-03', value: 0 },
    ]);
  });

  test('have the busiest site first', () => {
    const rows = [
      { ...sums, site: 'a' },
      { ...sums, site: 'b', uses: 3 },
    ];
    expect(barsOf({ ...report, by: ['site'], rows }, 'uses').map(({ name }) => name)).toEqual(['b', 'a']);
  });

  test('know the month before in January, and the end of each month', () => {
    expect(periodNamed('lastMonth', '2027-01-15')).toEqual({ from: '2026-12-01', last: '2026-12-31' });
    expect(endOfMonth('2026-02')).toBe('2026-03-01');
    expect(endOfMonth('2026-12')).toBe('2027-01-01');
  });

  test('are read from an address if it names one that the calendar has', () => {
    expect([dayIn('2026-02-28'), dayIn('2026-02-30'), dayIn('2026-2-1'), dayIn(undefined)]).toEqual([
      '2026-02-28',
      ...[null, null, null],
    ]);
    expect([monthIn('2026-12'), monthIn('2026-13'), monthIn('2026-12-01'), monthIn(undefined)]).toEqual([
      '2026-12',
      ...[null, null, null],
    ]);
  });
});

test('a file for spreadsheets runs no formula of a name, and keeps numbers as numbers', async () => {
  const text = await csvBlob([['=1+1', 'a,b', -5, '引"号']]).text();
  expect(text.replace('\ufeff', '')).toBe(`'=1+1,"a,b",-5,"引""号"\r\n`);
});

describe('a backup that was downloaded', () => {
  const lines = ['#{"format":"talent-card-backup-1"}', '#{"table":"cards","columns":[]}', '{"a":"张"}'];
  const sha256 = createHash('sha256')
    .update(`${lines.join('\n')}\n`)
    .digest('hex');
  const packed = (texts: readonly string[], told = sha256) =>
    new Blob([gzipSync(`${[...texts, `#${JSON.stringify({ manifest: { sha256: told } })}`].join('\n')}\n`)]);

  test('is whole if its manifest has the hash of every line before it', async () => {
    expect(await verifyBackup(packed(lines))).toBe('whole');
  });

  test('is broken where a line was changed or lost, or its end is cut off', async () => {
    expect(await verifyBackup(packed(lines.slice(1)))).toBe('broken');
    expect(await verifyBackup(packed(lines, '00'))).toBe('broken');
    expect(await verifyBackup(packed(lines).slice(0, 60))).toBe('broken');
    expect(await verifyBackup(new Blob(['no backup']))).toBe('broken');
  });
});

describe('the audit log', () => {
  test('names what was done in words, whichever name the discrepancies have', () => {
    expect(actionWords('POST /office/cards/:cardNumber', 'zh')).toBe('变更持卡人');
    expect(actionWords('POST /office/discrepancies/:discrepancyId/close', 'zh')).toBe('办结差异');
    expect(actionWords('POST /office/discrepancies/:discrepancyId/close', 'zh')).toBe('办结差异');
    expect(actionWords('GET /office/discrepancies', 'en')).toBe('Looked at the discrepancies');
  });

  test('has words for every route that the log has a row of', () => {
    const wordless = OFFICE_ROUTES.filter((route) => ROUTE_RULES[route].isUnlogged !== true).filter(
      (route) => actionWords(route, 'zh') === route,
    );
    expect(wordless).toEqual([]);
    expect(outcomeWords('refused: confirm-needed', 'zh')).toBe('被拒绝（须再次输入密码）');
  });

  test('leaves what a newer district writes as it is', () => {
    expect(actionWords('POST /office/of-next-year', 'zh')).toBe('POST /office/of-next-year');
    expect(outcomeWords('done from 10.0.0.7', 'zh')).toBe('完成（10.0.0.7）');
    expect(outcomeWords('refused: of-next-year', 'zh')).toBe('被拒绝（of-next-year）');
    expect(outcomeWords('for 30 minutes', 'zh')).toBe('for 30 minutes');
  });
});

test('a page is in sight of the roles that have something to do there, and a token sees all', () => {
  const as = (role: 'finance' | 'auditor' | 'officer') =>
    ({
      kind: 'signed-in',
      officer: { name: '甲', role, siteIds: null, mustChangePassword: false, hasTotp: false },
    }) as const;
  expect(mayOpen(as('finance'), 'cards')).toBe(false);
  expect(mayOpen(as('finance'), 'numbers')).toBe(true);
  expect(mayOpen(as('auditor'), 'people')).toBe(true);
  expect(seesQuarantine(as('finance'))).toBe(false);
  expect(mayOpen({ kind: 'token', token: 'x' }, 'people')).toBe(true);
  expect([mayWrite(as('auditor')), mayWrite(as('officer')), mayWrite({ kind: 'token', token: 'x' })]).toEqual(
    [false, ...[true, true]],
  );
});

test('every word of the console is there in both languages, with the same places to fill in', () => {
  const wordsOf = (texts: object, place = ''): [string, string][] =>
    Object.entries(texts).flatMap(([name, text]): [string, string][] =>
      typeof text === 'string' ? [[`${place}.${name}`, text]] : wordsOf(text as object, `${place}.${name}`),
    );
  const gapsOf = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();
  const english = new Map(wordsOf(officeTexts.en));
  for (const [name, text] of wordsOf(officeTexts.zh)) {
    expect(text, name).not.toBe('');
    expect(gapsOf(english.get(name) ?? ''), name).toEqual(gapsOf(text));
  }
});

describe('the monthly brief', () => {
  const row = (name: string, uses: number) => ({ name, uses, persons: uses, savedFen: uses * 100 });

  test('shows the most used, and adds the others up without their persons', () => {
    const rows = [row('a', 1), row('b', 5), row('c', 2), row('d', 3)];
    expect(topOf(rows, 2)).toEqual({
      rows: [row('b', 5), row('d', 3)],
      rest: { count: 2, uses: 3, savedFen: 300 },
    });
    expect(topOf(rows, 4).rest).toBeNull();
  });

  test.each([
    [110, 100, '+10.0%'],
    [90, 100, '-10.0%'],
    [100, 100, '0.0%'],
    [5, 0, null],
  ])('%i after %i is %s', (now, before, change) => {
    expect(changeText(now, before)).toBe(change);
  });
});

test('a workbook has numbers as numbers, money in yuan, and no formula of a text', async () => {
  const blob = await workbookOf([
    {
      name: '统计',
      rows: [
        ['服务点', '实付'],
        ['=1+1', { fen: 123_45 }],
        ['', 7],
      ],
    },
    { name: '第二张', rows: [['空']] },
  ]);
  const read = [];
  for await (const part of xlsxTable(new Uint8Array(await blob.arrayBuffer()))) {
    read.push(part.kind === 'row' ? part.cells : part.name);
  }
  expect(read).toEqual(['统计', ['服务点', '实付'], ['=1+1', 123.45], [null, 7], '第二张', ['空']]);
});

test('what an audit row was about stands in Chinese, whatever field the district wrote it from', () => {
  const roleOf = (role: string) => (role === 'officer' ? '经办' : role);
  const inChinese = (subject: string) => subjectWords(subject, { language: 'zh', roleOf });
  for (const field of Object.keys(SUBJECT_FIELDS)) {
    for (const value of ['12345678', 'true']) {
      const written = subjectOf([{ [field]: value }], false);
      expect(inChinese(written).replace('true', ''), written).not.toMatch(/[a-z]/);
    }
  }
  for (const reason of ReasonKind.options) {
    const written = subjectOf([{ reason }], false);
    expect(inChinese(written), written).toBe(`原因：${REASON_WORDS[reason].zh}`);
  }
  expect(inChinese('李明 · officer · reset')).toBe('李明 · 经办 · 重置密码');
  expect(inChinese('from version 7 · revision 3')).toBe('以第 7 版为基础 · 第 3 次修改');
  expect(subjectWords('reset', { language: 'en', roleOf })).toBe('reset');
});

test('an export of the audit log is whole, or there is none', async () => {
  const row = {
    atMs: 0,
    officer: '李',
    role: '',
    action: 'x',
    subject: '',
    detail: 'done',
    parent: '',
    hash: '',
  };
  const pageOf = (last: number) => async (after: number) => ({
    rows: [{ ...row, seq: after + 1 }],
    more: after + 1 < last,
  });
  expect((await chainOf(pageOf(3)))?.map(({ seq }) => seq)).toEqual([1, 2, 3]);
  expect(await chainOf(pageOf(200))).toHaveLength(200);
  expect(await chainOf(pageOf(201))).toBeNull();
});
