import { demoRecords } from '../../district/demo/cards.ts';
import { demoCardNumber } from '../../district/demo/showcase.ts';
import type { District } from '../../district/district.ts';
import { shippedCatalogue, verifyCatalogue } from '../../district/roster/catalogue.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../domain/base/duration.ts';
import { instantOf, wallDateOf, wallMinuteOf } from '../../domain/base/wall-time.ts';
import type { RosterRecord } from '../../domain/card/roster-record.ts';
import type { UseBody } from '../../domain/journal/entry-body.ts';
import { bodyOf, type JournalEntry } from '../../domain/journal/journal-entry.ts';
import { csvOf } from '../../domain/print/csv.ts';
import { CodesReply } from '../../protocol/wire-kiosks.ts';
import { type Random, randomOf } from '../../sim/world/random.ts';
import { type DemoKiosk, enrolDemoKiosk } from './demo-kiosk.ts';
import { demoStep, demoUse } from './demo-uses.ts';
import type { OfficeAsker } from './office-asker.ts';

const LISTED = 260;
const SEED = 'office-demo';
const JOB_WAIT_MS = 100;
const JOB_WAITS_MAX = 600;
/** Days before today on which this kiosk was last heard. */
const SILENT_DAYS = 12;

/** Desks of the demo: where they are, and how many cards they see on a usual day. */
const DESKS = [
  { name: '西郊游泳场 前台 1', siteId: 'xijiao-pool', daily: 9, version: '0.1.0' },
  { name: '西郊游泳场 前台 2', siteId: 'xijiao-pool', daily: 5, version: '0.1.0' },
  { name: '青年体育会 前台', siteId: 'youth-sports-club', daily: 8, version: '0.1.0' },
  { name: '芳村体育中心 前台', siteId: 'fangcun-sports-centre', daily: 6, version: '0.0.9' },
  { name: '中心医院 导诊台', siteId: 'liwan-central-hospital', daily: 4, version: '0.1.0' },
  { name: '政务服务中心 综合窗口', siteId: 'service-hall', daily: 3, version: '0.1.0' },
  { name: '区图书馆 服务台', siteId: 'liwan-library', daily: 1, version: '0.0.9', silent: true },
] as const;

interface DemoDesk {
  readonly desk: (typeof DESKS)[number];
  readonly kiosk: DemoKiosk;
  /** Bookings that this desk has opened, and that no clerk has closed yet. */
  readonly booked: JournalEntry[];
}

interface Ground {
  readonly district: District;
  /** The district's clock; null for the real one. */
  readonly clock: { setTo: number | null };
  readonly ask: OfficeAsker;
  readonly now: number;
  /** How many days of use there are. */
  readonly days: number;
}

/** Two months of a district, by its own intake: a list of cardholders, kiosks enrolled by codes, signed entries. */
export async function makeDemoMonths(ground: Ground): Promise<void> {
  const { clock, now, ask, days } = ground;
  const random = randomOf(SEED);
  const today = instantOf(`${wallDateOf(now)}T00:00`);
  clock.setTo = today - days * DAY_MS + 8 * HOUR_MS;
  await takeList(ask, random);
  const kiosks = await enrolDesks(ground);
  const { catalogue } = verifyCatalogue(await shippedCatalogue());
  const records = [...demoRecords, ...listedRecords(randomOf(SEED))];
  for (let day = days; day >= 0; day -= 1) {
    const opens = today - day * DAY_MS + 9 * HOUR_MS;
    for (const { desk, kiosk, booked } of kiosks) {
      if ('silent' in desk && day < SILENT_DAYS) continue;
      const uses = Math.round(desk.daily * random.between(0.4, 1.7));
      const times = Array.from({ length: uses }, () => opens + Math.floor(random.between(0, 11) * HOUR_MS));
      for (const at of times.sort((one, other) => one - other)) {
        if (at > now - MINUTE_MS) continue;
        const body = demoUse({ catalogue, siteId: desk.siteId, records, at, random, kiosk });
        if (body !== null) booked.push(kiosk.record(desk.siteId, body, at));
      }
      markBooked(kiosk, booked, { at: Math.min(opens + 12 * HOUR_MS, now) - MINUTE_MS, random });
      clock.setTo = Math.min(opens + 12 * HOUR_MS, now);
      await kiosk.push();
      if (day % 7 === 0 || day < 2) await kiosk.pullRoster();
      await kiosk.report({
        appVersion: desk.version,
        waiting: 0,
        clock: 'trusted',
        clockOffByMs: 0,
        storage: [],
      });
    }
  }
  await makeTroubles(
    ground,
    kiosks.map(({ kiosk }) => kiosk),
  );
}

/** At the end of a day a desk says who came and who did not, and what was cancelled. */
function markBooked(
  kiosk: DemoKiosk,
  booked: JournalEntry[],
  { at, random }: { readonly at: number; readonly random: Random },
): void {
  const evening = wallMinuteOf(at);
  for (const entry of booked.splice(0)) {
    const step = demoStep(entry, evening, random);
    if (step !== null) kiosk.record(entry.siteId, step, at);
    else if (isAhead(entry, evening)) booked.push(entry);
  }
}

function isAhead(entry: JournalEntry, evening: string): boolean {
  const body = bodyOf(entry);
  return body?.kind === 'booking-opened' && body.start > evening;
}

async function enrolDesks({ ask, district }: Ground) {
  const kiosks: DemoDesk[] = [];
  for (const desk of DESKS) {
    const reply = await ask('kiosks/codes', { siteIds: [desk.siteId], kioskName: desk.name });
    const [made] = CodesReply.parse(reply).codes;
    kiosks.push({ desk, kiosk: await enrolDemoKiosk(district.url, made?.code ?? ''), booked: [] });
  }
  return kiosks;
}

/** What an office has to look into: a wrong amount, a use of somewhere else, a journal with two futures, a slow clock. */
async function makeTroubles({ clock, now }: Ground, kiosks: readonly DemoKiosk[]): Promise<void> {
  clock.setTo = now - 2 * HOUR_MS;
  const [pool, second, club, , , hall] = kiosks;
  const at = now - 3 * HOUR_MS;
  const body: UseBody = {
    kind: 'use',
    cardRef: '0123456789abcdef0123456789abcdef',
    itemId: 'outdoor-ticket',
    person: 'holder',
    quantity: 1,
    start: `${wallDateOf(at)}T15:00`,
    minutes: null,
    listTotalFen: 5_000,
    totalFen: 1_500,
    ruleId: 'half-price',
    clause: '5.6',
    catalogueVersion: 6,
    verdict: 'yes',
    confirmed: [],
  };
  pool?.record('xijiao-pool', body, at);
  await pool?.push();
  club?.record('xijiao-pool', { ...body, totalFen: 2_500 }, at + MINUTE_MS);
  await club?.push();
  await second?.fork(3, { ...body, quantity: 2, listTotalFen: 10_000, totalFen: 5_000 }, at);
  clock.setTo = now;
  await hall?.report({
    appVersion: '0.1.0',
    waiting: 14,
    clock: 'suspect',
    clockOffByMs: 11 * MINUTE_MS,
    storage: [],
  });
}

const SURNAMES = [...'陈李黄张梁林刘吴罗杨何谭冯邓叶苏卢曾彭潘'];
const GIVEN = [...'嘉明慧敏志强晓彤伟杰婷雅文浩然子轩欣怡俊豪思颖家乐秀英国华'];
const TIERS = ['A', 'B', 'C', 'D'];
const ENDS = ['2026-12-15', '2027-06-30', '2028-12-31', '2030-06-30'];

/** The same names for the same draws: the list and what desks know of it agree. */
function listedRecords(random: Random): readonly (RosterRecord & { readonly tier: string })[] {
  const name = () =>
    `${random.pick(SURNAMES)}${random.pick(GIVEN)}${random.chance(0.7) ? random.pick(GIVEN) : ''}`;
  return Array.from({ length: LISTED }, (_, index) => ({
    cardNumber: demoCardNumber(demoRecords.length + index + 1),
    status: 'active',
    name: name(),
    tier: random.pick(TIERS),
    validFrom: '2026-01-01',
    validUntil: random.pick(ENDS),
    family: random.chance(0.4) ? [{ relation: 'spouse', name: name() }] : [],
  }));
}

async function takeList(ask: OfficeAsker, random: Random): Promise<void> {
  const rows = listedRecords(random).map(({ cardNumber, name, tier, validFrom, validUntil, family }) => {
    const [spouse] = family.map((member) => ('name' in member ? member.name : ''));
    return [cardNumber, name, tier, validFrom, validUntil, spouse ?? '无', random.below(3)];
  });
  const heading = ['卡号', '姓名', '层次', '生效日期', '有效期至', '配偶', '子女'];
  const file = Buffer.from(csvOf([heading, ...rows]));
  const name = encodeURIComponent('2026年持卡人名单.csv');
  const { jobId } = (await ask(`cards/imports?fileName=${name}`, file)) as { jobId: string };
  for (let wait = 0; wait < JOB_WAITS_MAX; wait += 1) {
    const job = (await ask(`cards/jobs/${jobId}`)) as { result: unknown };
    if (job.result !== null) return;
    await new Promise((resolve) => setTimeout(resolve, JOB_WAIT_MS));
  }
}
