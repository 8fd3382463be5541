import type { Text } from '../base/text.ts';
import { dateOfMinute, type WallMinute, wallMinuteOf } from '../base/wall-time.ts';
import type { Item } from '../catalogue/catalogue.ts';
import { courtNames } from '../decision/court-words.ts';
import type { StoryLine } from '../decision/decision.ts';
import { endOf, type KnownUse, numberText, spanText } from '../journal/known-use.ts';
import { NAMED_MAX } from './known-uses.ts';
import type { StoryContext } from './workflow.ts';

/** The words of one line, without the number of its record. */
export type LineText = Text & { readonly kind: StoryLine['kind'] };

/** A line for each use that has words. */
export function linesOfEach(
  uses: readonly KnownUse[],
  told: StoryContext,
  textOf: (use: KnownUse) => LineText | null,
): readonly StoryLine[] {
  return uses.flatMap((use) => {
    const text = textOf(use);
    return text === null ? [] : [lineOf(use, text, told)];
  });
}

function lineOf(use: KnownUse, text: LineText, { kiosk }: StoryContext): StoryLine {
  const number = numberText(kiosk, use);
  return {
    kind: text.kind,
    seq: use.entry.seq,
    recordId: use.record?.recordId ?? null,
    itemId: use.itemId,
    text: { zh: `${text.zh}（${number.zh}）`, en: `${text.en} (${number.en})` },
  };
}

/** Lines for bookings. A booking that is over stays in the story for the rest of its day. */
export function bookedLines(uses: readonly KnownUse[], item: Item, told: StoryContext): readonly StoryLine[] {
  return linesOfEach(uses, told, (use) => bookedText(use, item, told));
}

function bookedText(use: KnownUse, item: Item, { now }: StoryContext): LineText | null {
  const end = endOf(use);
  if (dateOfMinute(end) < dateOfMinute(now) || use.record?.now.state.status === 'missed') return null;
  const when = spanText(use, now);
  const court = use.courts === undefined ? null : courtNames(use.courts, item);
  return {
    kind: 'booked',
    zh: `已订 ${item.name.zh}${court === null ? '' : ` ${court.zh}`}，${when.zh}`,
    en: `Booked ${item.name.en}${court === null ? '' : ` ${court.en}`}, ${when.en}`,
  };
}

/** The words of a kind for what was done today. */
export interface DoneWords {
  readonly once: (item: Item, use: { readonly time: string; readonly quantity: number }) => Text;
  readonly often: (item: Item, sums: { readonly uses: number; readonly quantity: number }) => Text;
}

/** One line of what was done today, however often. */
export function doneLines(
  uses: readonly KnownUse[],
  words: DoneWords,
  { item, now, kiosk }: StoryContext & { readonly item: Item },
): readonly StoryLine[] {
  const today = uses.filter((use) => dateOfMinute(recordedAt(use)) === dateOfMinute(now));
  const [last] = today;
  if (last === undefined) return [];
  if (today.length === 1) {
    const text = words.once(item, { time: timeOf(last), quantity: last.quantity });
    return [lineOf(last, { kind: 'done', ...text }, { now, kiosk })];
  }
  const named = today.slice(0, NAMED_MAX).map((use) => {
    return `${timeOf(use)} ${numberText(kiosk, use).zh}`;
  });
  const more = today.length - named.length;
  const which = {
    zh: `（${named.join('、')}${more > 0 ? ` 等 ${today.length} 笔` : ''}）`,
    en: ` (${named.join(', ')}${more > 0 ? ` and ${more} more` : ''})`,
  };
  const quantity = today.reduce((sum, use) => sum + use.quantity, 0);
  const text = words.often(item, { uses: today.length, quantity });
  return [
    {
      kind: 'done',
      seq: last.entry.seq,
      recordId: null,
      itemId: item.id,
      text: { zh: `${text.zh}${which.zh}`, en: `${text.en}${which.en}` },
    },
  ];
}

function recordedAt({ entry }: KnownUse): WallMinute {
  return wallMinuteOf(entry.recordedAt);
}

function timeOf(use: KnownUse): string {
  return recordedAt(use).slice(11);
}
