import type { Host, LineFault } from '../host-api/host-api.ts';

export interface FirstStart {
  /** One-time code for a kiosk that its district does not know; one that it knows leaves it unused. */
  readonly enrolmentCode: string | null;
  /** The desk to be; null keeps the one in the settings. */
  readonly siteId: string | null;
}

/** Does what a command line asked for before the window opens; the fault where the enrolment failed. */
export async function prepareKiosk(host: Host, first: FirstStart): Promise<LineFault | null> {
  if (first.siteId !== null) {
    const settings = await host.call('settings.read', {});
    await host.call('settings.write', { ...settings, siteId: first.siteId });
  }
  if (first.enrolmentCode === null || (await isKnown(host))) return null;
  const answer = await host.call('kiosk.enrol', { code: first.enrolmentCode, districtUrl: null });
  return answer.ok ? null : answer.fault;
}

/** A district that began with an empty database does not know the token it once gave. */
async function isKnown(host: Host): Promise<boolean> {
  if ((await host.call('kiosk.info', {})).enrolment === null) return false;
  const asked = await host.call('district.push', {});
  return asked.ok || asked.fault.kind !== 'not-enrolled';
}
