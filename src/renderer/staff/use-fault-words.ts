import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MINUTE_MS, SECOND_MS } from '../../domain/base/duration.ts';
import { useDesk } from '../kiosk-context.ts';
import './texts.ts';

/** Says in words why the last PIN did nothing, and counts a wait down. */
export function useFaultWords(): { readonly words: string; readonly waitsMs: number } {
  const { t } = useTranslation('staff');
  const fault = useDesk((desk) => desk.staffFault);
  const waitMs = fault?.kind === 'wait' ? fault.waitMs : 0;
  const [endsMs, setEndsMs] = useState(0);
  const [nowMs, setNowMs] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a wait of the same length that is told again starts again
  useEffect(() => {
    if (waitMs === 0) return setEndsMs(0);
    const begin = performance.now();
    setNowMs(begin);
    setEndsMs(begin + waitMs);
    const timer = setInterval(() => setNowMs(performance.now()), SECOND_MS / 4);
    return () => clearInterval(timer);
  }, [fault, waitMs]);
  if (fault === null) return { words: '', waitsMs: 0 };
  switch (fault.kind) {
    case 'wait': {
      const waitsMs = Math.max(0, endsMs - nowMs);
      const isLong = waitsMs > 2 * MINUTE_MS;
      const time = isLong
        ? t('minutes', { count: Math.ceil(waitsMs / MINUTE_MS) })
        : t('seconds', { count: Math.ceil(waitsMs / SECOND_MS) });
      return { words: waitsMs > 0 ? t('fault.wait', { time }) : '', waitsMs };
    }
    case 'unfit-pin':
      return { words: t(`fault.${fault.why}`), waitsMs: 0 };
    case 'must-change':
      return { words: t('changePin.must'), waitsMs: 0 };
    default:
      return { words: t(`fault.${fault.kind}`), waitsMs: 0 };
  }
}
