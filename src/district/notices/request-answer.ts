import { dateOfMinute, plusMinutes, wallDateOf, wallMinuteOf } from '../../domain/base/wall-time.ts';
import { dateText } from '../../domain/calendar/calendar.ts';
import { bodyOf, recordedAtOf } from '../../domain/journal/journal-entry.ts';
import type { DistrictWrites } from '../storage/store.ts';
import type { DiscrepancyRow } from '../storage/store-rows.ts';

/** What a notice may have in one language. */
const WORDS_MAX = 300;

interface Answer {
  readonly at: number;
  readonly officer: string;
  readonly note: string;
}

/**
 * Tells the desks of the site what the office has answered to a request for a court, as a notice that is shown until the
 * day of that court. It names the request by its time and by where and when it was recorded, and no holder. Nothing for a
 * discrepancy of another kind. Under the book's lock.
 */
export async function tellAnswer(
  writes: DistrictWrites,
  { kind, entries, subject }: DiscrepancyRow,
  { at, officer, note }: Answer,
): Promise<void> {
  const ref = entries.at(-1);
  if (kind !== 'court-requested' || ref === undefined) return;
  const [entry] = await writes.entriesFrom(ref.journalId, ref.seq, 1);
  const body = entry?.seq === ref.seq ? bodyOf(entry) : null;
  if (entry === undefined || body?.kind !== 'court-requested') return;
  const desk = (await writes.kioskById(entry.kioskId))?.name ?? '';
  const recorded = wallMinuteOf(recordedAtOf(entry)).slice(5).replace('T', ' ');
  const day = dateText(dateOfMinute(body.start));
  const hours = `${body.start.slice(11)}–${plusMinutes(body.start, body.minutes).slice(11)}`;
  const zh = `${day.zh} ${hours} 场地申请（${desk} ${recorded} 登记）的答复：`;
  const en = `Answer to the request for a court, ${day.en} ${hours} (recorded at ${desk}, ${recorded}): `;
  const today = wallDateOf(at);
  const lastDay = dateOfMinute(body.start);
  const book = await writes.lockBookRow();
  const position = book.position + 1;
  await writes.putNotice({
    noticeId: crypto.randomUUID(),
    zh: within(zh, note),
    en: within(en, note),
    importance: 'important',
    siteIds: [subject.siteId],
    from: today,
    until: lastDay < today ? today : lastDay,
    position,
    officer,
    writtenAt: at,
    withdrawnAt: null,
    withdrawnBy: null,
  });
  await writes.saveBook({ ...book, position });
}

/** Cuts a note that is too long for a notice, between two characters. */
function within(head: string, note: string): string {
  const room = WORDS_MAX - head.length;
  if (note.length <= room) return head + note;
  return `${head}${note
    .slice(0, room - 1)
    .toWellFormed()
    .replace(/\uFFFD$/, '')}…`;
}
