import type { Handover } from './handover.ts';
import { hl7SecondOf } from './shanghai-second.ts';
import type { MllpTarget } from './target.ts';

/** What takes back an event, and the structure that HL7 names for each. */
const EVENTS = {
  A04: { arrive: ['A04', 'ADT_A01'], cancel: ['A11', 'ADT_A09'] },
  A05: { arrive: ['A05', 'ADT_A05'], cancel: ['A38', 'ADT_A38'] },
} as const;

/** Releases before 2.4 name no structure of a message. */
const WITHOUT_STRUCTURE = new Set<string>(['2.3.1']);
const OUTPATIENT = 'O';

/** A holder has come, or has not after all, as an ADT message. PV1-4, which says how urgent it is, stays empty. */
export function hl7MessageOf(handover: Handover, target: MllpTarget): string {
  const { id, action, isTest, atMs } = handover;
  const [trigger, structure] = EVENTS[target.event][action];
  const at = hl7SecondOf(atMs);
  const type = ['ADT', trigger, ...(WITHOUT_STRUCTURE.has(target.version) ? [] : [structure])].join('^');
  return [
    segment('MSH', {
      2: '^~\\&',
      3: field(target.sendingApplication),
      4: field(target.sendingFacility),
      5: field(target.receivingApplication),
      6: field(target.receivingFacility),
      7: at,
      9: type,
      10: id,
      11: isTest ? 'T' : 'P',
      12: target.version,
      18: 'UNICODE UTF-8',
    }),
    segment('EVN', { 1: trigger, 2: at }),
    segment('PID', {
      1: '1',
      3: `${field(handover.cardNumber)}^^^${field(target.assigningAuthority)}`,
      5: nameOf(handover),
    }),
    segment('PV1', { 1: '1', 2: OUTPATIENT, 16: field(target.vipIndicator), 22: field(target.courtesyCode) }),
  ]
    .map((text) => `${text}\r`)
    .join('');
}

/** A masked name is a pseudonym (`S`) and a full one legal (`L`): nobody may take the first for the second. */
function nameOf({ name, isFullName }: Handover): string {
  return name === null ? '' : `${field(name)}^^^^^^${isFullName ? 'L' : 'S'}`;
}

/** A segment by the numbers of its fields. MSH-1 is the mark between the fields itself. */
function segment(name: string, fields: Readonly<Record<number, string>>): string {
  const first = name === 'MSH' ? 2 : 1;
  const last = Math.max(...Object.keys(fields).map(Number));
  const texts = Array.from({ length: last - first + 1 }, (_, index) => fields[first + index] ?? '');
  return [name, ...texts].join('|').replace(/\|+$/, '');
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\E\\',
  '|': '\\F\\',
  '^': '\\S\\',
  '&': '\\T\\',
  '~': '\\R\\',
};

/** A text as a part of a field: what HL7 reads as a mark stands there escaped, and a control character is left out. */
function field(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they would end a segment or the message
  return text.replace(/[\u0000-\u001f\u007f]/g, '').replace(/[\\|^&~]/g, (mark) => ESCAPES[mark] ?? '');
}
