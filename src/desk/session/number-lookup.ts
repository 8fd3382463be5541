import { dateOfMinute } from '../../domain/base/wall-time.ts';
import type { NumberedMatters } from '../../domain/decision/decision.ts';
import { numberOfOrder } from '../desk-state.ts';
import type { DeskWork } from '../desk-work.ts';
import { sameNumberQuestion } from '../found-matters.ts';
import { shownMatters } from '../known-records.ts';
import type { Session } from './session.ts';

type LookupWork = Pick<DeskWork, 'mattersOf' | 'now' | 'items'>;

/** The matters that this kiosk knows under a 办件编号, without the record `except`; null if the text is no number. */
export async function numberedMatters(
  work: LookupWork,
  text: string,
  except: string | null = null,
): Promise<NumberedMatters | null> {
  const found = await work.mattersOf(text);
  if (found === null) return null;
  const others = found.records.filter(({ recordId }) => recordId !== except);
  const matters = shownMatters(others, { ...found, now: work.now(), items: work.items() });
  return { number: found.number, question: sameNumberQuestion(matters, dateOfMinute(work.now())) };
}

/**
 * Looks up the 办件编号 of the order, and has the screen ask if a matter has it. `asked`: it asks what it did not ask
 * before. `left`: it shows something else by now. In both cases nothing may be recorded before the clerk has looked.
 */
export async function askForNumber({
  work,
  get,
  present,
}: Session): Promise<'asked' | 'left' | 'nothing-new'> {
  const { screen } = get();
  const number = numberOfOrder(get());
  if (screen.kind !== 'decided' || number === null) return 'nothing-new';
  const numbered = await numberedMatters(work, number);
  if (get().screen !== screen) return 'left';
  const { facts } = screen.check;
  const before = facts.numbered?.number === number ? facts.numbered.question : null;
  if (numbered === null || numbered.question?.zh === before?.zh) return 'nothing-new';
  const check = work.redecide({ ...screen.check, facts: { ...facts, numbered } }, screen.choices);
  present({ ...screen, check });
  if (numbered.question === null) return 'nothing-new';
  work.cue('ask');
  return 'asked';
}
