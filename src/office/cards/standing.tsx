import type { WallDate } from '../../domain/base/wall-time.ts';
import type { OfficeCard } from '../../protocol/wire-cards.ts';
import { useWords } from '../shell/i18n.ts';
import { Mark, type Tone } from '../shell/Mark.tsx';

/** The status as the office has set it; for an active card, its days decide. */
export type Standing = OfficeCard['status'] | 'expired' | 'future';

export const STANDINGS = [
  'active',
  'expired',
  'future',
  'suspended',
  'lost',
  'revoked',
  'replaced',
] as const satisfies readonly Standing[];

const TONES: Readonly<Record<Standing, Tone>> = {
  active: 'good',
  expired: 'look',
  future: 'look',
  suspended: 'look',
  lost: 'bad',
  revoked: 'bad',
  replaced: 'plain',
};

export function standingOf(
  { status, validFrom, validUntil }: Pick<OfficeCard, 'status' | 'validFrom' | 'validUntil'>,
  today: WallDate,
): Standing {
  if (status !== 'active') return status;
  if (today > validUntil) return 'expired';
  return today < validFrom ? 'future' : 'active';
}

export function StandingMark({ standing }: { readonly standing: Standing }) {
  const { t } = useWords();
  return <Mark tone={TONES[standing]}>{t(`cards.status.${standing}`)}</Mark>;
}
