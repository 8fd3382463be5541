import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { isLongOffline, type LineStatus } from '../../../app/sync/line-status.ts';
import { MINUTE_MS } from '../../../domain/base/duration.ts';
import { type Instant, wallDateOf, wallMinuteOf } from '../../../domain/base/wall-time.ts';
import { standing } from '../../../domain/journal/fold/recorded-uses.ts';
import { CommandKey, useRun } from '../../desk-command.tsx';
import { minuteWords } from '../../i18n/day-words.ts';
import { useDesk, useKiosk } from '../../kiosk-context.ts';
import { ClockWarning, isClockOff } from '../../trust/ClockWarning.tsx';
import { useClockView } from '../../trust/use-trust.ts';
import { LineMessage } from './LineMessage.tsx';
import css from './status-bar.module.css';
import { TaskCount } from './TaskCount.tsx';

const HOUR_MINUTES = 60;
const DAY_MINUTES = 24 * HOUR_MINUTES;

/** Line, data, what waits, what was done today; amber only when the clerk must act differently. */
export function StatusBar({ now }: { readonly now: Instant }) {
  const { t } = useTranslation();
  const { syncLoop, info, pulse } = useKiosk();
  const isSilent = useSyncExternalStore(pulse.subscribe, pulse.isSilent);
  const status = useSyncExternalStore(syncLoop.subscribe, syncLoop.status);
  const isExportOffered = isLongOffline(status, now);
  const clock = useClockView();
  const todayCount = useDesk((desk) => standing(desk.today).length);
  const run = useRun();
  const isIdle = useDesk((desk) => desk.screen.kind === 'idle');
  return (
    <footer
      className={[css['bar'], (isSilent || status.line.kind === 'down') && css['down'], isIdle && css['idle']]
        .filter(Boolean)
        .join(' ')}
      data-line={isSilent ? 'silent' : status.line.kind}
    >
      <span>
        <i className={css['lamp']} />
        {isSilent ? t('status.silent') : <LineWords status={status} now={now} />}
      </span>
      {info.lineTrust?.isPlain && <strong className={css['amber']}>{t('line.plainShort')}</strong>}
      <DataAge pulledAt={status.roster.pulledAt} now={now} />
      <button
        type="button"
        className={css['key']}
        data-waiting={status.waiting}
        title={t('status.syncNow')}
        onClick={() => syncLoop.syncNow()}
      >
        {t('status.waiting', { count: status.waiting })}
      </button>
      {status.trouble?.kind === 'not-enrolled' && <Offer kind="enrol" words={t('enrol.again')} />}
      {isExportOffered && <Offer kind="export" words={t('status.export')} />}
      <button type="button" className={css['key']} data-today={todayCount} onClick={() => run('today')}>
        {t('status.today', { count: todayCount })}
      </button>
      <TaskCount />
      {isClockOff(clock) ? (
        <ClockWarning view={clock} />
      ) : (
        <LineMessage {...status} isExportOffered={isExportOffered} />
      )}
      <span className={css['keys']}>
        {!isIdle && <CommandKey id="back" className={css['key']} />}
        <CommandKey id="help" className={css['key']} />
        <CommandKey id="void" className={css['key']} />
        <CommandKey id="settings" className={css['key']} />
      </span>
    </footer>
  );
}

/** What would help now: it opens the dialog in which that is done. */
function Offer({ kind, words }: { readonly kind: 'enrol' | 'export'; readonly words: string }) {
  const open = useDesk((desk) => desk.open);
  return (
    <button
      type="button"
      className={`${css['key']} ${css['offer']}`}
      data-offer={kind}
      onClick={() => open({ kind })}
    >
      {words}
    </button>
  );
}

function LineWords({ status, now }: { readonly status: LineStatus; readonly now: Instant }) {
  const { t } = useTranslation();
  switch (status.line.kind) {
    case 'up':
      return t('status.up');
    case 'down':
      return t('status.down', { since: minuteWords(wallMinuteOf(status.line.since), wallDateOf(now)) });
    default:
      return t('status.connecting');
  }
}

function DataAge({ pulledAt, now }: { readonly pulledAt: Instant | null; readonly now: Instant }) {
  const { t } = useTranslation();
  if (pulledAt === null) return <span>{t('status.noData')}</span>;
  const minutes = Math.max(0, Math.floor((now - pulledAt) / MINUTE_MS));
  const { unit, count } = ageOf(minutes);
  return <span>{t('status.data', { age: t(`status.age.${unit}`, { count }) })}</span>;
}

function ageOf(minutes: number): { unit: 'now' | 'minutes' | 'hours' | 'days'; count: number } {
  if (minutes < 1) return { unit: 'now', count: 0 };
  if (minutes < HOUR_MINUTES) return { unit: 'minutes', count: minutes };
  if (minutes < DAY_MINUTES) return { unit: 'hours', count: Math.floor(minutes / HOUR_MINUTES) };
  return { unit: 'days', count: Math.floor(minutes / DAY_MINUTES) };
}
