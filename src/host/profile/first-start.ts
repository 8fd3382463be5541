import type { Host } from '../../host-api/host-api.ts';
import type { EnrolFault } from '../../host-api/kiosk-api.ts';
import { codeOf } from '../journal/file/journal-fault.ts';

export interface FirstStart {
  /** One-time code for a kiosk that its district does not know; one that it knows leaves it unused. */
  readonly enrolmentCode: string | null;
  /** The desk that this kiosk becomes; null keeps the one in the settings. */
  readonly siteId: string | null;
}

/** What could not be done at a first start; everything else was done. */
export type FirstStartFault =
  | { readonly kind: 'not-enrolled'; readonly fault: EnrolFault }
  /** The settings keep the desk that they had; `siteIds` are those that this kiosk may be. */
  | { readonly kind: 'unknown-site'; readonly siteId: string; readonly siteIds: readonly string[] }
  /** The disk did not take the settings: they keep the desk that they had, if any. */
  | { readonly kind: 'site-not-stored'; readonly siteId: string; readonly detail: string };

/** Does what a command line asked for before the window opens; null when all of it is done. */
export async function prepareKiosk(host: Host, first: FirstStart): Promise<FirstStartFault | null> {
  const fault = await enrolWith(host, first.enrolmentCode);
  const desk = first.siteId === null ? null : await becomeDesk(host, first.siteId);
  return fault === null ? desk : { kind: 'not-enrolled', fault };
}

async function enrolWith(host: Host, code: string | null): Promise<EnrolFault | null> {
  if (code === null || (await isKnown(host))) return null;
  const answer = await host.call('kiosk.enrol', { code, districtUrl: null });
  return answer.ok ? null : answer.fault;
}

/**
 * Writes the desk into the settings, also before the kiosk is enrolled. Once the window has enrolled it, it becomes that
 * desk if the district lets it.
 */
async function becomeDesk(host: Host, siteId: string): Promise<FirstStartFault | null> {
  const siteIds = (await host.call('kiosk.info', {})).enrolment?.siteIds ?? [];
  if (siteIds.length > 0 && !siteIds.includes(siteId)) return { kind: 'unknown-site', siteId, siteIds };
  const settings = await host.call('settings.read', {});
  // If nothing changes, nothing is written. That is so at most starts, and a full disk has no room for it.
  if (settings.siteId === siteId) return null;
  try {
    const answer = await host.call('settings.write', { ...settings, siteId });
    return answer.ok ? null : { kind: 'site-not-stored', siteId, detail: answer.fault.kind };
  } catch (error) {
    return { kind: 'site-not-stored', siteId, detail: codeOf(error) };
  }
}

/** A district that began with an empty database does not know the kiosk that it once enrolled. */
async function isKnown(host: Host): Promise<boolean> {
  if ((await host.call('kiosk.info', {})).enrolment === null) return false;
  const asked = await host.call('district.push', {});
  return asked.ok || asked.fault.kind !== 'not-enrolled';
}
