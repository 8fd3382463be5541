import { type CardNumber, cardNumberOf } from '../../../src/domain/card/card-number.ts';
import type { RosterRecord } from '../../../src/domain/card/roster-record.ts';

export type BenchRecord = RosterRecord;

const RECORDS_PER_PAGE = 1_000;

/**
 * A district hands out numbers that nobody can guess from another, so they come in no order: the n-th is n times
 * a factor modulo a prime, all of it below 2^53. Every second one is held by nobody, for the misses.
 */
const NUMBER_PRIME = 999_999_937;
const NUMBER_FACTOR = 387_420_489;
const NUMBER_STEP = 2;
const DIGITS = 9;
const PREFIX = 'LW4401';

/** What a record is drawn from. */
interface Draw {
  readonly seed: number;
  readonly index: number;
  /** Counts the times that the district has changed the card. */
  readonly revision: number;
}

export function heldNumber(index: number): CardNumber {
  return numberAt(index * NUMBER_STEP);
}

/** A sound number as the held ones are, of a card that there is not. */
export function unheldNumber(index: number): CardNumber {
  return numberAt(index * NUMBER_STEP + 1);
}

function numberAt(n: number): CardNumber {
  const serial = ((n + 1) * NUMBER_FACTOR) % NUMBER_PRIME;
  return cardNumberOf(PREFIX + String(serial).padStart(DIGITS, '0'));
}

/** The records of so many cards, page by page, made while they are taken. */
export function* recordPages(seed: number, cards: number): Generator<readonly BenchRecord[]> {
  for (let from = 0; from < cards; from += RECORDS_PER_PAGE) {
    const size = Math.min(RECORDS_PER_PAGE, cards - from);
    yield Array.from({ length: size }, (_, offset) => recordOf({ seed, index: from + offset, revision: 0 }));
  }
}

/**
 * A hundredth of the cards, evenly spread, as the district has changed them since; each one again in every revision.
 */
export function* changePages(
  seed: number,
  cards: number,
  revision: number,
): Generator<readonly BenchRecord[]> {
  const changed = Math.ceil(cards * CHANGED_SHARE);
  const step = Math.floor(cards / changed);
  for (let from = 0; from < changed; from += RECORDS_PER_PAGE) {
    const size = Math.min(RECORDS_PER_PAGE, changed - from);
    yield Array.from({ length: size }, (_, offset) =>
      recordOf({ seed, index: (from + offset) * step, revision }),
    );
  }
}

/** The same record for the same draw, on every machine. */
export function recordOf({ seed, index, revision }: Draw): BenchRecord {
  const draw = drawer(seed, index, revision);
  const validYear = 2024 + draw(3);
  const month = String(1 + draw(12)).padStart(2, '0');
  return {
    cardNumber: heldNumber(index),
    status: draw(100) < ACTIVE_PERCENT ? 'active' : pick(OTHER_STATUSES, draw),
    validFrom: `${validYear}-${month}-01`,
    validUntil: `${validYear + 5}-${month}-28`,
    name: nameOf(draw),
    family: familyOf(draw),
  };
}

type Drawer = (below: number) => number;

function familyOf(draw: Drawer): BenchRecord['family'] {
  const spouse = draw(100) < MARRIED_PERCENT ? [{ relation: 'spouse' as const, name: nameOf(draw) }] : [];
  const children = Array.from({ length: pick(CHILDREN, draw) }, () => ({ relation: 'child' as const }));
  return [...spouse, ...children];
}

/** Mostly two or three characters; some names of the minorities and of foreign talents, which are long. */
function nameOf(draw: Drawer): string {
  const kind = draw(100);
  if (kind < LATIN_NAMES_PERCENT)
    return `${pick(LATIN, draw)} ${pick(LATIN, draw)} ${pick(LATIN_LAST, draw)}`;
  if (kind < LATIN_NAMES_PERCENT + PARTED_NAMES_PERCENT) return `${pick(PARTS, draw)}·${pick(PARTS, draw)}`;
  const second = draw(100) < TWO_CHARACTERS_PERCENT ? pick(GIVEN, draw) : '';
  return pick(SURNAMES, draw) + pick(GIVEN, draw) + second;
}

function pick<T>(from: ArrayLike<T>, draw: Drawer): T {
  const picked = from[draw(from.length)];
  if (picked === undefined) throw new RangeError('nothing to pick from');
  return picked;
}

/** splitmix32: small, quick and well spread even for neighbouring seeds. */
function drawer(seed: number, index: number, revision: number): Drawer {
  let state =
    (Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b) ^ Math.imul(revision, 0xc2b2ae35)) | 0;
  return (below) => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    mixed ^= mixed >>> 15;
    return (mixed >>> 0) % below;
  };
}

const CHANGED_SHARE = 0.01;
const ACTIVE_PERCENT = 94;
const OTHER_STATUSES = ['suspended', 'lost', 'revoked', 'replaced'] as const;
/** Families larger than life, so that a record has the 252 bytes of JSON that the bars were set for. */
const MARRIED_PERCENT = 90;
const CHILDREN = [0, 1, 1, 2, 2, 3, 3, 3, 4, 4];
const LATIN_NAMES_PERCENT = 15;
const PARTED_NAMES_PERCENT = 10;
const TWO_CHARACTERS_PERCENT = 80;
/** The commonest of the country, and what stands behind them. */
const SURNAMES =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾萧田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金贾韦夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常';
const GIVEN =
  '伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂兰玉华红建国文志永春海燕梅琳雪宇浩轩子涵欣怡梓睿思源嘉诚俊豪雅婷晓峰丹云飞鹏程佳慧颖凯博翔宁安康乐仁义礼智信德福禄寿喜瑞祥和顺昌盛兴旺达通远清风月星辰光辉';
const PARTS =
  '阿依古丽 买买提明 古丽巴哈尔 艾尔肯 努尔艾力 迪丽热巴 扎西多吉 卓玛拉姆 次仁旺堆 巴特尔 乌云其其格 斯琴高娃'.split(
    ' ',
  );
const LATIN =
  'Alexander Maria Johannes Charlotte Sebastian Priya Muhammad Olga Francesca Hiroshi Thomas Anna'.split(' ');
const LATIN_LAST =
  'Schneider Petrov Fernandez Tanaka Williamson Kowalski Rossi Chatterjee Andersson Dubois'.split(' ');
