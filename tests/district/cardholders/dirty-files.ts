import { crc32, deflateRawSync } from 'node:zlib';

/** Files as offices have them, made here byte by byte: nothing of the importer, and none of its libraries, helps. */

interface ZipPart {
  readonly name: string;
  readonly bytes: Buffer;
  /** What its entry claims; the truth where it is absent. */
  readonly size?: number;
  readonly sum?: number;
  /** Bit 0 says that it is locked. */
  readonly flags?: number;
}

/** A zip file with these parts, deflated. */
export function zipOf(parts: readonly ZipPart[]): Buffer {
  const files: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes, size = bytes.length, sum = crc32(bytes), flags = 0 } of parts) {
    const packed = deflateRawSync(bytes);
    const label = Buffer.from(name);
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(flags, 2);
    head.writeUInt16LE(8, 4);
    head.writeUInt32LE(sum, 10);
    head.writeUInt32LE(packed.length, 14);
    head.writeUInt32LE(size, 18);
    head.writeUInt16LE(label.length, 22);
    files.push(Buffer.from('PK\x03\x04', 'latin1'), head, label, packed);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    central.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), head, tail, label);
    offset += 4 + head.length + label.length + packed.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, directory, end]);
}

/** A cell as it stands in the XML: a text in one of three ways, a number, or what is given as it is. */
export type XmlCell =
  | string
  | number
  | null
  | { readonly inline: string }
  | { readonly formula: string }
  | { readonly xml: string };

export interface SheetSpec {
  readonly name: string;
  readonly rows: readonly (readonly XmlCell[])[];
  readonly state?: 'hidden' | 'veryHidden';
  readonly merges?: readonly string[];
  /** Without the places of rows and cells, as some programs write them. */
  readonly isBare?: boolean;
}

export interface WorkbookSpec {
  readonly sheets: readonly SheetSpec[];
  readonly date1904?: boolean;
  /** In front of each element, as .NET writes them. */
  readonly prefix?: string;
  /** Parts that take the place of those that were made. */
  readonly parts?: readonly ZipPart[];
}

const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

/** An XLSX file. Texts go to the shared ones. */
export function xlsxOf({ sheets, date1904 = false, prefix = '', parts: others = [] }: WorkbookSpec): Buffer {
  const shared = new Map<string, number>();
  const p = prefix;
  const root = (name: string, inside: string) =>
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<${p}${name} xmlns${p === '' ? '' : `:${p.slice(0, -1)}`}="${MAIN}" xmlns:r="${RELATIONS}">${inside}</${p}${name}>`;
  const parts = new Map<string, ZipPart>();
  const put = (name: string, text: string) => parts.set(name, { name, bytes: Buffer.from(text) });
  sheets.forEach(({ rows, merges = [], isBare = false }, sheet) => {
    const body = rows.map((cells, index) => {
      const inside = cells.map((cell, column) =>
        cellXml(cell, { p, place: isBare ? '' : ` r="${letterOf(column)}${index + 1}"`, shared }),
      );
      if (!isBare && inside.every((xml) => xml === '')) return '';
      return `<${p}row${isBare ? '' : ` r="${index + 1}"`}>${inside.join('')}</${p}row>`;
    });
    const merged = merges.map((ref) => `<${p}mergeCell ref="${ref}"/>`).join('');
    put(
      `xl/worksheets/sheet${sheet + 1}.xml`,
      root(
        'worksheet',
        `<${p}sheetData>${body.join('')}</${p}sheetData>${merged === '' ? '' : `<${p}mergeCells>${merged}</${p}mergeCells>`}`,
      ),
    );
  });
  const tabs = sheets.map(
    ({ name, state }, index) =>
      `<${p}sheet name="${escaped(name)}" sheetId="${index + 1}"${state === undefined ? '' : ` state="${state}"`} r:id="rId${index + 1}"/>`,
  );
  put('_rels/.rels', relations([['rId1', 'officeDocument', 'xl/workbook.xml']]));
  put(
    'xl/workbook.xml',
    root(
      'workbook',
      `<${p}workbookPr${date1904 ? ' date1904="1"' : ''}/><${p}sheets>${tabs.join('')}</${p}sheets>`,
    ),
  );
  put(
    'xl/_rels/workbook.xml.rels',
    relations([
      ...sheets.map((_, index): [string, string, string] => [
        `rId${index + 1}`,
        'worksheet',
        `worksheets/sheet${index + 1}.xml`,
      ]),
      ['rIdS', 'sharedStrings', '/xl/sharedStrings.xml'],
    ]),
  );
  put(
    'xl/sharedStrings.xml',
    root('sst', [...shared.keys()].map((text) => `<${p}si>${richXml(text, p)}</${p}si>`).join('')),
  );
  for (const part of others) parts.set(part.name, part);
  return zipOf([...parts.values()]);
}

function cellXml(
  cell: XmlCell,
  { p, place, shared }: { readonly p: string; readonly place: string; readonly shared: Map<string, number> },
): string {
  if (cell === null) return place === '' ? `<${p}c/>` : '';
  if (typeof cell === 'number') return `<${p}c${place} s="14"><${p}v>${cell}</${p}v></${p}c>`;
  if (typeof cell === 'string') {
    const index = shared.get(cell) ?? shared.size;
    shared.set(cell, index);
    return `<${p}c${place} t="s"><${p}v>${index}</${p}v></${p}c>`;
  }
  if ('xml' in cell) return cell.xml;
  if ('inline' in cell)
    return `<${p}c${place} t="inlineStr"><${p}is><${p}t xml:space="preserve">${escaped(cell.inline)}</${p}t></${p}is></${p}c>`;
  return `<${p}c${place} t="str"><${p}f>A1&amp;"x"</${p}f><${p}v>${escaped(cell.formula)}</${p}v></${p}c>`;
}

/** Half in one font and half in another, with how it is pronounced. */
function richXml(text: string, p: string): string {
  const half = Math.ceil(text.length / 2);
  if (text.length < 3) return `<${p}t>${escaped(text)}</${p}t>`;
  const runs = [text.slice(0, half), text.slice(half)].map(
    (run) => `<${p}r><${p}t xml:space="preserve">${escaped(run)}</${p}t></${p}r>`,
  );
  return `${runs.join('')}<${p}rPh sb="0" eb="1"><${p}t>ピン</${p}t></${p}rPh>`;
}

function relations(all: readonly (readonly [string, string, string])[]): string {
  const inside = all.map(
    ([id, type, target]) => `<Relationship Id="${id}" Type="${RELATIONS}/${type}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${inside.join('')}</Relationships>`;
}

function letterOf(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : letterOf(Math.floor(column / 26) - 1) + last;
}

function escaped(text: string): string {
  return [...text]
    .map((character) => {
      if (character < ' ' && character !== '\n')
        return `_x${character.charCodeAt(0).toString(16).padStart(4, '0')}_`;
      return '&<>"'.includes(character) ? `&#${character.charCodeAt(0)};` : character;
    })
    .join('');
}

/** A CSV file; a cell with anything in it that would break it is quoted. */
export function csvOf(
  rows: readonly (readonly (string | null)[])[],
  { delimiter = ',', newline = '\r\n' } = {},
): string {
  const cellOf = (cell: string | null) => {
    const text = cell ?? '';
    return /["\r\n]/.test(text) || text.includes(delimiter) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return rows.map((row) => row.map(cellOf).join(delimiter) + newline).join('');
}
