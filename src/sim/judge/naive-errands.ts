import type { NaiveStep } from './naive-matters.ts';

/** The judge's own state of what a desk follows, made from its steps alone and without the code of the domain. */
export interface NaiveErrand {
  readonly status: string;
  readonly number: unknown;
  readonly details: unknown;
  readonly completeOn: unknown;
  readonly unit: unknown;
  readonly answerBy: unknown;
  readonly urged: number;
  readonly answer: unknown;
  readonly nextOn: unknown;
  readonly result: unknown;
}

type Body = NaiveStep['body'];

/** Null if one of the steps may not follow those before it. */
export function naiveErrand(opening: Body, steps: readonly NaiveStep[]): NaiveErrand | null {
  const isPromised = opening['workdays'] !== null;
  let state: NaiveErrand = {
    ...{ status: 'followed', number: null, details: [], urged: 0, answer: null, result: null },
    completeOn: isPromised ? String(opening['start']).slice(0, 10) : null,
    ...{ unit: null, answerBy: null, nextOn: null },
  };
  for (const { body } of steps) {
    const change = state.status === 'settled' ? null : changeOf(state, body);
    if (change === null) return null;
    state = { ...state, ...change };
  }
  return state;
}

function changeOf(state: NaiveErrand, body: Body): Partial<NaiveErrand> | null {
  const said = (field: string) => body[field];
  if (body.kind === 'errand-numbered') return state.number === null ? { number: said('number') } : null;
  if (body.kind === 'errand-described') return { details: said('details') };
  if (body.kind === 'errand-completed') return state.completeOn === null ? { completeOn: said('on') } : null;
  if (body.kind === 'errand-assigned') {
    return { status: 'waiting', unit: said('unit'), answerBy: said('by'), answer: null };
  }
  if (body.kind === 'errand-urged') {
    if (state.status !== 'waiting') return null;
    return { urged: state.urged + 1, ...(said('by') === null ? {} : { answerBy: said('by') }) };
  }
  if (body.kind === 'errand-booked') return { nextOn: said('on') };
  if (body.kind === 'errand-called') {
    if (said('again') !== null) return { nextOn: said('again') };
    const isBefore = state.nextOn !== null && String(said('on')) < String(state.nextOn);
    const stands = said('answer') === 'no-answer' || (said('answer') === 'reached' && isBefore);
    return stands ? {} : { nextOn: null };
  }
  if (body.kind === 'errand-answered') return { status: 'followed', answer: said('answer'), answerBy: null };
  if (body.kind !== 'errand-finished') return null;
  return { status: 'settled', result: said('result'), nextOn: null, answerBy: null };
}
