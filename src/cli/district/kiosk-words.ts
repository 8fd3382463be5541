import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../domain/base/duration.ts';
import { terminalLine } from '../../domain/base/plain-text.ts';
import { wallMinuteOf } from '../../domain/base/wall-time.ts';
import type { OfficeKiosk } from '../../protocol/wire-kiosks.ts';

const CLOCKS: Readonly<Record<NonNullable<OfficeKiosk['clock']>, string>> = {
  trusted: '正常 trusted',
  suspect: '可疑 suspect',
  confirmed: '由人确认 confirmed by a clerk',
};
const UNKNOWN = '未知 unknown';

/** Two or three lines on a kiosk, for whoever looks after it. */
export function kioskWords(kiosk: OfficeKiosk, now: number): string {
  const { kioskId, name, shortName, siteIds, revokedAtMs, revokedReason } = kiosk;
  const title = [kioskId, terminalLine(name), shortName, siteIds.join(', ')].filter(Boolean).join('  ');
  const revoked =
    revokedAtMs === null
      ? []
      : [`  已停用 revoked ${minuteOf(revokedAtMs)}: ${terminalLine(revokedReason ?? UNKNOWN)}`];
  return [title, ...revoked, `  ${stateOf(kiosk, now).join(' · ')}`].join('\n');
}

function stateOf(kiosk: OfficeKiosk, now: number): readonly string[] {
  const { lastSeenMs, rosterAtMs, appVersion, waiting, clock, clockOffByMs, storage, camera } = kiosk;
  const offS = Math.round((clockOffByMs ?? 0) / 1_000);
  return [
    `版本 version ${appVersion === null ? UNKNOWN : terminalLine(appVersion)}`,
    `最后联系 last seen ${lastSeenMs === null ? '从未 never' : minuteOf(lastSeenMs)}`,
    `数据 data ${rosterAtMs === null ? UNKNOWN : ageOf(now - rosterAtMs)}`,
    `待传 waiting ${waiting ?? UNKNOWN}`,
    `时钟 clock ${clock === null ? UNKNOWN : CLOCKS[clock]}${offS === 0 ? '' : ` (${offS > 0 ? '+' : ''}${offS} s)`}`,
    `存储 storage ${storage === null ? UNKNOWN : storage.length === 0 ? '正常 sound' : terminalLine(storage.join(', '))}`,
    `摄像头 camera ${(camera ?? null) === null ? UNKNOWN : camera === 'running' ? '正常 sound' : terminalLine(camera ?? '')}`,
  ];
}

function minuteOf(at: number): string {
  return wallMinuteOf(at).replace('T', ' ');
}

/** In the largest unit that is passed; a clock that was set back gives no negative age. */
function ageOf(ms: number): string {
  if (ms >= DAY_MS) return `${Math.floor(ms / DAY_MS)} 天 days`;
  if (ms >= HOUR_MS) return `${Math.floor(ms / HOUR_MS)} 小时 hours`;
  return `${Math.max(0, Math.floor(ms / MINUTE_MS))} 分钟 minutes`;
}
