import type { OfficeKiosk } from '../../protocol/wire-kiosks.ts';
import type { Services } from '../services.ts';
import type { KioskOverview } from '../storage/upkeep-store.ts';

/** All kiosks there are and were, with what each has shown of itself, in the order of their enrolment. */
export async function listKiosks({ store }: Pick<Services, 'store'>): Promise<readonly OfficeKiosk[]> {
  return (await store.read((reads) => reads.kioskOverviews())).map(officeKioskOf);
}

function officeKioskOf({
  kiosk,
  revokedReason,
  seenAt,
  rosterAt,
  report,
  reportedAt,
  journals,
}: KioskOverview) {
  return {
    kioskId: kiosk.kioskId,
    name: kiosk.name,
    shortName: kiosk.shortName,
    siteIds: [...kiosk.siteIds],
    enrolledAtMs: kiosk.enrolledAt,
    revokedAtMs: kiosk.revokedAt,
    revokedReason,
    revocationToldAtMs: kiosk.revocationToldAt,
    lastSeenMs: seenAt,
    rosterAtMs: rosterAt,
    reportedAtMs: reportedAt,
    appVersion: report?.appVersion ?? null,
    waiting: report?.waiting ?? null,
    clock: report?.clock ?? null,
    clockOffByMs: report?.clockOffByMs ?? null,
    storage: report?.storage === undefined ? null : [...report.storage],
    camera: report?.cameraState ?? null,
    journals: [...journals],
  };
}
