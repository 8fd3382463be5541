import type { Text } from '../base/text.ts';
import type { WallDate } from '../base/wall-time.ts';
import type { DissolveReason, Insurance } from '../journal/agreement-body.ts';
import { type AgreementState, phaseOn } from './agreement.ts';

export const AGREEMENT_STATUSES: Readonly<Record<'signed' | 'dissolved', Text>> = {
  signed: { zh: '已签约', en: 'signed' },
  dissolved: { zh: '已解约', en: 'dissolved' },
};

/** The name of each step. */
export const AGREEMENT_STEP_WORDS: Readonly<Record<'agreement-dissolved', Text>> = {
  'agreement-dissolved': { zh: '解约', en: 'dissolved' },
};

export const INSURANCES: Readonly<Record<Insurance, Text>> = {
  local: { zh: '本市参保', en: 'insured in the city' },
  none: { zh: '未参保', en: 'not insured' },
  elsewhere: { zh: '异地参保', en: 'insured elsewhere' },
};

export const DISSOLVE_REASONS: Readonly<Record<DissolveReason, Text>> = {
  holder: { zh: '本人要求', en: 'the holder’s wish' },
  moved: { zh: '迁出服务范围', en: 'moved away' },
  team: { zh: '团队调整', en: 'the team has changed' },
  other: { zh: '其他', en: 'other' },
};

/** Says where an agreement stands on a day: `服务中，至 2027-11-24`. */
export function agreementText(state: AgreementState, today: WallDate): Text {
  const { from, until, dissolvedOn } = state;
  const phase = phaseOn(state, today);
  switch (phase) {
    case 'before':
      return { zh: `${from} 起生效，至 ${until}`, en: `in force from ${from} until ${until}` };
    case 'in-force':
      return { zh: `服务中，至 ${until}`, en: `in force until ${until}` };
    case 'soon':
      return {
        zh: `服务中，至 ${until}，30 天内到期`,
        en: `in force until ${until}, ends within 30 days`,
      };
    case 'over':
      return { zh: `${until} 已到期`, en: `ended on ${until}` };
    case 'dissolved':
      return { zh: `${dissolvedOn} 已解约`, en: `dissolved on ${dissolvedOn}` };
    case 'taken-back':
      return { zh: '已撤销', en: 'void' };
  }
}
