import { execFileSync } from 'node:child_process';
import { cardNumberOf } from '../../../src/domain/card/card-number.ts';
import type { OfficeCard } from '../../../src/protocol/wire-cards.ts';
import { csvOf, type XmlCell, xlsxOf } from './dirty-files.ts';

type Draw = () => number;

const SURNAMES = ['张', '欧阳', '司马', '李', '阿'];
const GIVEN = ['三', '小明', '建国', '伟', '秀英'];
const STATUSES = {
  active: ['有效', '正常', ' 有 效 ', '', 'ACTIVE', '使用中'],
  suspended: ['暂停', '已停用', '冻结'],
  lost: ['挂失', '已挂失', '挂失中'],
  revoked: ['注销', '已作废', '撤销'],
  replaced: ['已换发', '换卡'],
} as const;
const HEADINGS = {
  cardNumber: ['卡号', '英才卡号', ' 卡 号 ', '＊卡号（必填）', '人才卡号'],
  name: ['姓名', '持卡人姓名', '姓　名', 'Name'],
  tier: ['层次', '等级', '人才层次'],
  validFrom: ['生效日期', '有效期起', '有效期起（含）'],
  validUntil: ['有效期至', '有效期止', '到期日期'],
  status: ['状态', '卡状态', '状态:'],
  spouse: ['配偶', '配偶姓名'],
  children: ['子女', '子女姓名', '未成年子女'],
} as const;
type Field = keyof typeof HEADINGS;

/** Cardholders as they are: what the database must hold, however a file writes them. */
export function trueCards(count: number, draw: Draw): readonly OfficeCard[] {
  const name = () => `${pick(SURNAMES, draw)}${pick(GIVEN, draw)}`;
  const day = (year: number) => `${year}-${two(1 + draw() * 12)}-${two(1 + draw() * 28)}`;
  return Array.from({ length: count }, (_, index) => ({
    cardNumber: cardNumberOf(`LW${20_260_000 + index}`),
    name: name(),
    tier: draw() < 0.3 ? null : pick(['A类', 'B类', '第3层次'], draw),
    validFrom: day(2024 + Math.floor(draw() * 3)),
    validUntil: day(2028 + Math.floor(draw() * 3)),
    status: pick(Object.keys(STATUSES) as (keyof typeof STATUSES)[], draw),
    spouse: draw() < 0.5 ? null : name(),
    children: Math.floor(draw() * 4),
  }));
}

/** The same table as some office might write it, in either format where none is named. */
export function dirtyFile(
  cards: readonly OfficeCard[],
  draw: Draw,
  format: 'CSV' | 'XLSX' | null = null,
): { readonly bytes: Buffer; readonly what: string } {
  const isWorkbook = format === null ? draw() < 0.5 : format === 'XLSX';
  const is1904 = draw() < 0.3;
  const fields = shuffled([...(Object.keys(HEADINGS) as Field[]), 'note', 'phone'] as const, draw);
  const headings = fields.map((field) =>
    field === 'note' ? '备注' : field === 'phone' ? '手机号码' : pick(HEADINGS[field], draw),
  );
  const rows: XmlCell[][] = [];
  if (draw() < 0.6) rows.push(['荔湾英才卡持卡人名册'], ...(draw() < 0.5 ? [[]] : []));
  rows.push([...headings]);
  for (const card of shuffled(cards, draw)) {
    const row = fields.map((field): XmlCell => {
      if (field === 'note') return draw() < 0.2 ? '多行\n备注, "引号"; 等' : null;
      if (field === 'phone') return 13_800_000_000 + Math.floor(draw() * 1e8);
      const cell = cellOf(card, field, { draw, isWorkbook, is1904 });
      return isWorkbook && typeof cell === 'string' && draw() < 0.2 ? { inline: cell } : cell;
    });
    rows.push(row);
    if (draw() < 0.05) rows.push([...row]);
    if (draw() < 0.05) rows.push([]);
  }
  if (isWorkbook) {
    const notes = { name: '填表说明', rows: [['请按样表填写']] };
    const old = { name: '旧', rows, state: 'hidden' as const };
    const sheet = { name: '名册', rows, isBare: draw() < 0.2 };
    const bytes = xlsxOf({ sheets: [notes, old, sheet], date1904: is1904, prefix: draw() < 0.3 ? 'x:' : '' });
    return { bytes, what: `XLSX${is1904 ? ' of 1904' : ''}` };
  }
  const delimiter = pick([',', ';', '\t'], draw);
  const newline = pick(['\r\n', '\n'], draw);
  const text = csvOf(
    rows.map((row) => row.map((cell) => (cell === null ? null : String(cell)))),
    { delimiter, newline },
  );
  const encoding = pick(['utf8', 'mark', 'utf16', 'GB18030'], draw);
  const bytes =
    encoding === 'GB18030'
      ? execFileSync('iconv', ['-f', 'UTF-8', '-t', 'GB18030'], { input: text, maxBuffer: 1e8 })
      : Buffer.from(encoding === 'utf8' ? text : `\ufeff${text}`, encoding === 'utf16' ? 'utf16le' : 'utf8');
  return { bytes, what: `CSV ${encoding} ${JSON.stringify(delimiter)}` };
}

interface Pen {
  readonly draw: Draw;
  readonly isWorkbook: boolean;
  readonly is1904: boolean;
}

function cellOf(card: OfficeCard, field: Field, pen: Pen): XmlCell {
  const { draw } = pen;
  switch (field) {
    case 'cardNumber':
      return dirtyNumber(card.cardNumber, draw);
    case 'name':
      return dirtyText(card.name, draw);
    case 'tier':
      return card.tier === null ? pick([null, '', '无', '/'], draw) : dirtyText(card.tier, draw);
    case 'validFrom':
    case 'validUntil':
      return dirtyDay(card[field], pen);
    case 'status':
      return pick(STATUSES[card.status], draw);
    case 'spouse':
      return card.spouse === null ? pick([null, '无', '-', '  '], draw) : dirtyText(card.spouse, draw);
    case 'children': {
      const names = Array.from({ length: card.children }, (_, index) => `孩${'一二三四'.charAt(index)}`);
      return names.length === 0
        ? pick([null, '无', ''], draw)
        : names.join(pick(['、', '，', '\n', '、 '], draw));
    }
  }
}

function dirtyNumber(number: string, draw: Draw): string {
  switch (Math.floor(draw() * 5)) {
    case 0:
      return wide(number);
    case 1:
      return `${number.slice(0, 2)}-${number.slice(2, 6)} ${number.slice(6)}`;
    case 2:
      return ` ${number.toLowerCase()}\u200b`;
    case 3:
      return `'${number}\u00a0`;
    default:
      return number;
  }
}

function dirtyText(text: string, draw: Draw): string {
  switch (Math.floor(draw() * 5)) {
    case 0:
      return `　${text} `;
    case 1:
      return `\ufeff${text}\u200d`;
    case 2:
      return wide(text);
    case 3:
      return /^\p{Script=Han}{2}$/u.test(text) ? [...text].join('　') : text;
    default:
      return text;
  }
}

function dirtyDay(day: string, { draw, isWorkbook, is1904 }: Pen): XmlCell {
  const [year = '', month = '', date = ''] = day.split('-');
  const [m, d] = [String(Number(month)), String(Number(date))];
  // Days since 30 December 1899, as spreadsheets have counted since 1 March 1900.
  const serial =
    (Date.UTC(Number(year), Number(month) - 1, Number(date)) - Date.UTC(1899, 11, 30)) / 86_400_000;
  switch (Math.floor(draw() * 8)) {
    case 0:
      return `${year}/${m}/${d}`;
    case 1:
      return `${year}.${m}.${d}`;
    case 2:
      return `${year}年${m}月${d}日`;
    case 3:
      return `${year}${month}${date}`;
    case 4:
      return wide(day);
    case 5:
      return `${year}/${month}/${date} 0:00`;
    case 6:
      return isWorkbook ? serial - (is1904 ? 1_462 : 0) : String(serial);
    default:
      return day;
  }
}

function wide(text: string): string {
  return text.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
}

function two(number: number): string {
  return String(Math.floor(number)).padStart(2, '0');
}

function pick<T>(from: readonly T[], draw: Draw): T {
  const one = from[Math.floor(draw() * from.length)];
  if (one === undefined) throw new Error('nothing to pick from');
  return one;
}

function shuffled<T>(all: readonly T[], draw: Draw): readonly T[] {
  return all
    .map((one) => ({ one, at: draw() }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);
}
