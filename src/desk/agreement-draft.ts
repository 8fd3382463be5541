import { dateOfMinute, type WallMinute } from '../domain/base/wall-time.ts';
import { DissolveReason } from '../domain/journal/agreement-body.ts';
import { mayDissolve } from '../domain/records/agreement.ts';
import { DISSOLVE_REASONS } from '../domain/records/agreement-words.ts';
import { recordText } from './record-words.ts';
import type { GivenStep, MatterForm, ShownRecord, StepDraft } from './step-parts.ts';

/** Drafts 解约, which needs one of the closed reasons. */
export function dissolveDraft(shown: ShownRecord, given: GivenStep, now: WallMinute): StepDraft {
  const { record, item } = shown;
  const { state } = record;
  if (state.kind !== 'agreement') throw new Error('only an agreement is dissolved');
  const on = dateOfMinute(now);
  const reason = DissolveReason.safeParse(given.picked?.[0]).data;
  const what = recordText(record, item, now);
  const isPossible = reason !== undefined && mayDissolve(state, on);
  return {
    ...{ kind: 'dissolve', shown, differenceFen: 0, move: null, end: null, matter: formOf(given, reason) },
    act: isPossible ? { kind: 'dissolve', on, reason } : null,
    text:
      reason === undefined
        ? { zh: `解约：${what.zh}。请选原因`, en: `Dissolve: ${what.en}. Pick the reason` }
        : {
            zh: `自 ${on} 起解约（${DISSOLVE_REASONS[reason].zh}）：${what.zh}`,
            en: `Dissolved from ${on} on (${DISSOLVE_REASONS[reason].en}): ${what.en}`,
          },
  };
}

function formOf(given: GivenStep, picked: DissolveReason | undefined): MatterForm {
  const options = DissolveReason.options.map((id) => ({
    ...{ id, name: DISSOLVE_REASONS[id], isPicked: id === picked },
  }));
  return { given, options, isMany: false, day: null, number: null, asks: [] };
}
