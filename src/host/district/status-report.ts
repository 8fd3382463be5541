import { MINUTE_MS } from '../../domain/base/duration.ts';
import type { ToldCamera } from '../../host-api/kiosk-api.ts';
import type { KioskReport } from '../../protocol/wire-kiosks.ts';
import type { Profile } from '../profile/profile.ts';
import type { DistrictLine } from './district-line.ts';

/**
 * News is reported at once, but not more often than this. If there is no news, the office gets a report after the
 * longer time.
 */
const NEWS_AFTER_MS = MINUTE_MS;
const SAME_AFTER_MS = 5 * MINUTE_MS;
/** The wire schema accepts at most this. */
const TROUBLES_MAX = 16;

export interface StatusReporter {
  /**
   * Tells the district how this kiosk is doing, if there is anything to tell. Nothing depends on whether the report
   * arrives.
   */
  report(): Promise<void>;
  /** What the window's camera does now; the next report has it. */
  camera(state: ToldCamera): void;
}

export interface StatusReporterParts {
  readonly profile: Pick<Profile, 'journals' | 'clock' | 'troubles'>;
  readonly line: Pick<DistrictLine, 'ask'>;
  readonly appVersion: string;
  /** Milliseconds that nobody can set. */
  readonly uptimeMs: () => number;
}

export function statusReporter(parts: StatusReporterParts): StatusReporter {
  const { line, uptimeMs } = parts;
  let told: { readonly news: string; readonly at: number } | null = null;
  let camera: ToldCamera | undefined;

  return {
    async report() {
      const report = { ...reportOf(parts), ...(camera === undefined ? {} : { cameraState: camera }) };
      const { clockOffByMs: _, ...news } = report;
      const text = JSON.stringify(news);
      const at = uptimeMs();
      const afterMs = told?.news === text ? SAME_AFTER_MS : NEWS_AFTER_MS;
      if (told !== null && at - told.at < afterMs) return;
      // This is set before the answer: a district that has no such route must not be asked at each round either.
      told = { news: text, at };
      await line.ask((client, account) => client.report(account, report));
    },
    camera(state) {
      camera = state;
    },
  };
}

function reportOf({ profile, appVersion }: StatusReporterParts): KioskReport {
  const { headSeq, acknowledgedSeq } = profile.journals.view.status();
  const { clockTrust, offByMs } = profile.clock.look();
  const troubles = new Set(profile.troubles.map(({ kind }) => kind));
  return {
    appVersion,
    waiting: Math.max(0, headSeq - acknowledgedSeq),
    clock: clockTrust,
    clockOffByMs: Math.round(offByMs),
    storage: [...troubles].slice(0, TROUBLES_MAX),
  };
}
