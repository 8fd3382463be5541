import type { Host, LineFault } from '../host-api/host-api.ts';

export interface FirstStart {
  /** One-time code for a kiosk that is not enrolled yet; an enrolled one leaves it unused. */
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
  if (first.enrolmentCode === null) return null;
  if ((await host.call('kiosk.info', {})).enrolment !== null) return null;
  const answer = await host.call('kiosk.enrol', { code: first.enrolmentCode, districtUrl: null });
  return answer.ok ? null : answer.fault;
}
