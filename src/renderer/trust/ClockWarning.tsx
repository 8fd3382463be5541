import { useTranslation } from 'react-i18next';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../domain/base/duration.ts';
import { wallDateOf } from '../../domain/base/wall-time.ts';
import type { ClockView } from '../../host-api/clock-api.ts';
import { useDesk } from '../kiosk-context.ts';
import css from './trust.module.css';

/** Says that the computer's clock is wrong, by how much, which time is used instead, and what to do. */
export function ClockWarning({ view }: { readonly view: ClockView }) {
  const { t } = useTranslation('trust');
  const open = useDesk((desk) => desk.open);
  const { clockTrust, offByMs, isByDistrict, nowMs } = view;
  const off = t(`clock.${unitOf(offByMs)}`, { count: countOf(offByMs) });
  const by = t(offByMs > 0 ? 'clock.fast' : 'clock.slow', { off });
  const then = isByDistrict ? t('clock.byDistrict') : t('clock.confirmed', { date: wallDateOf(nowMs) });
  const isKnown = offByMs !== 0 && (isByDistrict || clockTrust === 'confirmed');
  return (
    <button
      type="button"
      className={css['clock']}
      data-clock={clockTrust}
      onClick={() => open({ kind: 'confirm-date' })}
    >
      {isKnown ? `${by} · ${then}` : t('clock.doubtful')}
    </button>
  );
}

/** True if there is anything to say. */
export function isClockOff({ clockTrust, offByMs }: ClockView): boolean {
  return clockTrust !== 'trusted' || offByMs !== 0;
}

function unitOf(offByMs: number): 'minutes' | 'hours' | 'days' {
  const ms = Math.abs(offByMs);
  if (ms < HOUR_MS) return 'minutes';
  return ms < DAY_MS ? 'hours' : 'days';
}

function countOf(offByMs: number): number {
  const unitMs = { minutes: MINUTE_MS, hours: HOUR_MS, days: DAY_MS }[unitOf(offByMs)];
  return Math.round(Math.abs(offByMs) / unitMs);
}
