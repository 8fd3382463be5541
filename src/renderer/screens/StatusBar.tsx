import { useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { LineStatus, LineTrouble } from '../../app/line-status.ts';
import { type Instant, wallDateOf, wallMinuteOf } from '../../domain/wall-time.ts';
import { useDesk, useKiosk } from '../kiosk-context.ts';
import { ClockWarning, isClockOff } from '../trust/ClockWarning.tsx';
import { useClockView } from '../trust/use-trust.ts';
import { minuteWords } from './day-words.ts';
import css from './status-bar.module.css';

const MINUTE_MS = 60_000;
const HOUR_MINUTES = 60;
const DAY_MINUTES = 24 * HOUR_MINUTES;
/** How long the good news of a caught-up line stays in sight. */
const NEWS_STAYS_MS = 20_000;

/** Line, data, what waits, what was done today; amber only when the clerk must act differently. */
export function StatusBar({ now }: { readonly now: Instant }) {
  const { t } = useTranslation();
  const { syncLoop } = useKiosk();
  const status = useSyncExternalStore(syncLoop.subscribe, syncLoop.status);
  const clock = useClockView();
  const todayCount = useDesk((desk) => desk.today.filter((use) => use.voidedBySeq === null).length);
  const open = useDesk((desk) => desk.open);
  const askToVoid = useDesk((desk) => desk.askToVoid);
  return (
    <footer
      className={`${css['bar']} ${status.line.kind === 'down' ? css['down'] : ''}`}
      data-line={status.line.kind}
    >
      <span>
        <i className={css['lamp']} />
        <LineWords status={status} now={now} />
      </span>
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
      <button
        type="button"
        className={css['key']}
        data-today={todayCount}
        onClick={() => open({ kind: 'today' })}
      >
        {t('status.today', { count: todayCount })}
      </button>
      {isClockOff(clock) ? <ClockWarning view={clock} /> : <Message {...status} />}
      <span className={css['keys']}>
        <button type="button" className={css['key']} onClick={() => open({ kind: 'help' })}>
          {t('status.help')}
        </button>
        <button type="button" className={css['key']} onClick={() => askToVoid()}>
          {t('status.undo')}
        </button>
        <button type="button" className={css['key']} onClick={() => open({ kind: 'settings' })}>
          F10 {t('settings.title')}
        </button>
      </span>
    </footer>
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

/** One message at a time: what the clerk must do, then good news, then what will pass by itself. */
function Message({ caughtUp, trouble }: Pick<LineStatus, 'caughtUp' | 'trouble'>) {
  const { t } = useTranslation();
  const isNews = useIsNews(caughtUp);
  const word = trouble && troubleWordOf(trouble.kind);
  const isAmber = word !== null && AMBER.includes(word);
  if (caughtUp && isNews && !isAmber) {
    return (
      <span className={css['news']} data-caught-up={caughtUp.delivered}>
        {t('status.caughtUp', { count: caughtUp.delivered })}
      </span>
    );
  }
  if (word === null) return null;
  return (
    <span className={`${css['words']} ${isAmber ? css['amber'] : ''}`} title={trouble?.detail}>
      {t(`status.fault.${word}`)}
    </span>
  );
}

function useIsNews(caughtUp: LineStatus['caughtUp']): boolean {
  const [toldSerial, setToldSerial] = useState(0);
  const serial = caughtUp?.serial ?? 0;
  useEffect(() => {
    const timer = setTimeout(() => setToldSerial(serial), NEWS_STAYS_MS);
    return () => clearTimeout(timer);
  }, [serial]);
  return serial !== toldSerial;
}

type TroubleWord =
  | 'unreachable'
  | 'timeout'
  | 'nonsense'
  | 'refused'
  | 'fork'
  | 'not-enrolled'
  | 'device-revoked'
  | 'catalogue'
  | 'roster'
  | 'lists'
  | 'storage'
  | 'other';

/** Only these ask the clerk to do something else than usual. */
const AMBER: readonly TroubleWord[] = ['fork', 'not-enrolled', 'device-revoked', 'storage'];

function troubleWordOf(kind: LineTrouble['kind']): TroubleWord {
  switch (kind) {
    case 'unreachable':
    case 'timeout':
    case 'nonsense':
    case 'refused':
    case 'fork':
    case 'not-enrolled':
    case 'device-revoked':
      return kind;
    case 'not-json':
    case 'bad-shape':
    case 'unknown-key':
    case 'bad-signature':
    case 'catalogue-older':
      return 'catalogue';
    case 'roster-refused':
    case 'roster-older':
      return 'roster';
    case 'keys-refused':
    case 'denied-refused':
      return 'lists';
    case 'quota':
    case 'storage':
      return 'storage';
    default:
      return 'other';
  }
}
